// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import dev.sheaf.core.time.Clock;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An authority in a folder of the test, and what it makes for nodes.
public final class TestAuthority {
    private static final Duration DAY = Duration.ofDays(1);

    private final CertificateAuthority authority;
    private final Path directory;
    private final Instant now;

    /// @param directory an empty folder
    public TestAuthority(Path directory, Clock clock) {
        this.directory = directory;
        this.now = Instant.ofEpochSecond(clock.epochMicros() / 1_000_000);
        this.authority = CertificateAuthority.create("test authority", now.minus(DAY), now.plus(DAY.multipliedBy(9)));
        PemWriter.write(directory.resolve("ca.crt"), authority.certificate());
    }

    /// What a node has that is as it should be.
    public CertificateFiles node(String node) {
        return issue(node, node, now.minus(DAY), now.plus(DAY));
    }

    /// @param file the name of its files
    public CertificateFiles issue(String file, String node, Instant from, Instant until) {
        IssuedCertificate issued = authority.issue(node, from, until);
        CertificateFiles files = CertificateFiles.in(directory, file);
        PemWriter.write(files.certificate(), issued.certificate());
        PemWriter.write(files.key(), issued.key());
        return files;
    }

    public CertificateFiles expired(String node) {
        return issue(node + "-expired", node, now.minus(DAY), now.minus(Duration.ofHours(1)));
    }

    public CertificateFiles notYetValid(String node) {
        return issue(node + "-early", node, now.plus(Duration.ofHours(1)), now.plus(DAY));
    }

    /// A list that revokes what was issued into some files.
    public Path revoke(CertificateFiles... issued) {
        Path lists = directory.resolve("revoked.crl");
        List<X509Certificate> revoked = List.of(issued).stream()
                .map(files -> PemReader.certificates(files.certificate()).getFirst())
                .toList();
        PemWriter.replace(lists, authority.revoke(List.of(), revoked, now, now.plus(DAY)));
        return lists;
    }
}
