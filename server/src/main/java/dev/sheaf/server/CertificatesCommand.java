// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.server.node.NodeNames;
import dev.sheaf.transport.aeron.certificates.CertificateAuthority;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.certificates.IssuedCertificate;
import dev.sheaf.transport.aeron.certificates.PemReader;
import dev.sheaf.transport.aeron.certificates.PemWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sheaf certs`: an authority and certificates for the nodes of a cluster, for people who have none.
@Command(
        name = "certs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Makes keys and certificates for nodes, by an authority in the same folder, which is made when there is"
                    + " none. ca.key signs for the whole cluster: keep it off the nodes.",
            ""},
        footer = {"", "Example:", "  sheaf certs --directory certs coordinator-1 worker-1 worker-2", ""})
final class CertificatesCommand implements Callable<Integer> {
    private static final String AUTHORITY = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String REVOKED = "revoked.crl";
    private static final Duration DAY = Duration.ofDays(1);
    /// Clocks of nodes differ a little.
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final int DAYS_MAX = 3650;
    private static final int AUTHORITY_DAYS = 2 * DAYS_MAX;

    private final ProcessConsole console;

    @Option(names = "--directory", paramLabel = "DIR", description = "Where they are written (default: certs).")
    private Path directory = Path.of("certs");

    @Option(names = "--days", paramLabel = "N", description = "How long a node's certificate is valid (default: 365).")
    private int days = 365;

    @Option(
            names = "--revoke",
            description = "Put the nodes' certificates on the list revoked.crl instead, which nodes read again.")
    private boolean revoke;

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "Names of nodes.")
    private List<String> nodes = List.of();

    CertificatesCommand(ProcessConsole console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (days < 1 || days > DAYS_MAX) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "--days: " + days + " is not between 1 and " + DAYS_MAX);
        }
        nodes.forEach(NodeNames::check);
        Instant now = Instant.now();
        Files.createDirectories(directory);
        if (revoke) {
            revoke(now);
        } else {
            issue(now);
        }
        return 0;
    }

    private void issue(Instant now) throws IOException {
        CertificateAuthority authority = authority(now);
        for (String node : nodes) {
            IssuedCertificate issued =
                    authority.issue(node, now.minus(BACKDATED), now.plus(DAY.multipliedBy(days)));
            CertificateFiles files = CertificateFiles.in(directory, node);
            PemWriter.write(files.key(), issued.key());
            PemWriter.write(files.certificate(), issued.certificate());
            tell("made " + files.certificate() + " and " + files.key());
        }
    }

    private CertificateAuthority authority(Instant now) throws IOException {
        Path certificate = directory.resolve(AUTHORITY);
        Path key = directory.resolve(AUTHORITY_KEY);
        if (Files.exists(certificate)) {
            return CertificateAuthority.read(certificate, key);
        }
        CertificateAuthority made = CertificateAuthority.create(
                "Sheaf cluster authority", now.minus(BACKDATED),
                now.plus(DAY.multipliedBy(AUTHORITY_DAYS)));
        PemWriter.write(key, made.key());
        PemWriter.write(certificate, made.certificate());
        tell("made " + certificate + " and " + key + " (keep the key off the nodes)");
        return made;
    }

    private void revoke(Instant now) throws IOException {
        CertificateAuthority authority =
                CertificateAuthority.read(directory.resolve(AUTHORITY), directory.resolve(AUTHORITY_KEY));
        Path lists = directory.resolve(REVOKED);
        List<X509CRL> earlier = Files.exists(lists) ? PemReader.revocations(lists) : List.of();
        List<X509Certificate> certificates = new ArrayList<>();
        for (String node : nodes) {
            certificates.add(PemReader.certificates(CertificateFiles.in(directory, node).certificate()).getFirst());
        }
        PemWriter.replace(
                lists, authority.revoke(earlier, certificates, now, now.plus(DAY.multipliedBy(DAYS_MAX))));
        tell("revoked " + String.join(", ", nodes) + " in " + lists);
    }

    private void tell(String line) throws IOException {
        console.results().append(line).append(System.lineSeparator());
    }
}
