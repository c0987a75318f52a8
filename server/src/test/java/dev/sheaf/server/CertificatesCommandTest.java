// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.engine.runtime.SystemClock;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.certificates.NodeIdentity;
import dev.sheaf.transport.aeron.certificates.PemReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesCommandTest {
    @TempDir
    Path directory;

    private final StringWriter results = new StringWriter();
    private final StringWriter messages = new StringWriter();

    private int run(String... arguments) {
        ProcessConsole console = new ProcessConsole(
                new ByteArrayInputStream(new byte[0]), results, messages, false, false, false, 0, Map.of());
        return new SheafCommand(console, new DaemonTimers(), (_, _) -> {
            throw new SQLException("no engine is needed");
        }).run(arguments);
    }

    private int certs(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "certs";
        all[1] = "--directory";
        all[2] = directory.resolve("certs").toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return run(all);
    }

    private X509Certificate certificate(String node) {
        return PemReader.certificates(CertificateFiles.in(directory.resolve("certs"), node).certificate()).getFirst();
    }

    @Test
    void makesWhatNodesNeed() throws IOException {
        assertEquals(0, certs("c1", "w1"), messages::toString);
        assertEquals(0, certs("w2"), messages::toString);
        for (String node : new String[] {"c1", "w1", "w2"}) {
            CertificateFiles files = CertificateFiles.in(directory.resolve("certs"), node);
            NodeIdentity identity = NodeIdentity.read(files, node, new SystemClock());
            assertTrue(NodeIdentity.names(identity.certificate(), node));
            assertFalse(NodeIdentity.names(identity.certificate(), "other"));
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())));
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("certs").resolve("ca.key"))));
    }

    @Test
    void writesOverNothing() {
        assertEquals(0, certs("w1"));
        X509Certificate first = certificate("w1");
        assertEquals(1, certs("w1"));
        assertTrue(messages.toString().contains("is there already"), messages::toString);
        assertEquals(first, certificate("w1"));
    }

    @Test
    void revokesOneAfterAnother() {
        assertEquals(0, certs("w1", "w2", "w3"));
        assertEquals(0, certs("--revoke", "w1"), messages::toString);
        assertEquals(0, certs("--revoke", "w2"), messages::toString);
        X509CRL list = PemReader.revocations(directory.resolve("certs").resolve("revoked.crl")).getFirst();
        assertTrue(list.isRevoked(certificate("w1")));
        assertTrue(list.isRevoked(certificate("w2")));
        assertFalse(list.isRevoked(certificate("w3")));
    }

    @Test
    void refusesWhatItCannotMake() {
        assertEquals(1, certs("--days", "0", "w1"));
        assertEquals(1, certs("no name"));
        assertEquals(1, certs());
        assertFalse(Files.exists(directory.resolve("certs")));
    }
}
