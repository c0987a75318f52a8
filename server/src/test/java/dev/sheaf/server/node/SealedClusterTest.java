// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.testkit.sql.QueryRows;
import dev.sheaf.transport.aeron.certificates.CertificateAuthority;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.certificates.IssuedCertificate;
import dev.sheaf.transport.aeron.certificates.PemWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A coordinator and workers, each a process, whose links are encrypted.
@Timeout(200)
class SealedClusterTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    private static Map<String, String> keys(CertificateAuthority authority, Path folder, String node)
            throws IOException {
        CertificateFiles files = CertificateFiles.in(Files.createDirectories(folder), node);
        Instant now = Instant.now();
        IssuedCertificate issued = authority.issue(node, now.minus(DAY), now.plus(DAY));
        if (!Files.exists(files.authority())) {
            PemWriter.write(files.authority(), authority.certificate());
        }
        PemWriter.write(files.certificate(), issued.certificate());
        PemWriter.write(files.key(), issued.key());
        return Map.of(
                "security.authority", files.authority().toString(),
                "security.certificate", files.certificate().toString(),
                "security.key", files.key().toString());
    }

    private static CertificateAuthority authority(String name) {
        return CertificateAuthority.create(name, Instant.now().minus(DAY), Instant.now().plus(DAY));
    }

    @Test
    void queriesRunAndStrangersStayOutside() throws IOException, SQLException {
        CertificateAuthority authority = authority("cluster");
        Path own = directory.resolve("own");
        Map<String, String> foreign = keys(authority("somebody else"), directory.resolve("foreign"), "w3");
        List<ChildNode> workers = new ArrayList<>();
        try (TestCoordinator coordinator = TestCoordinator.start("c1", directory, keys(authority, own, "c1"), _ -> {});
                Connection cluster = coordinator.connect();
                Connection embedded = DriverManager.getConnection("jdbc:sheaf:?memory=256MB&threads=1")) {
            try {
                workers.add(ChildNode.worker("w3", coordinator.address(), directory, foreign));
                for (String node : List.of("w1", "w2")) {
                    workers.add(ChildNode.worker(node, coordinator.address(), directory, keys(authority, own, node)));
                }
                Path file = directory.resolve("lineitem.parquet");
                TestCoordinator.update(
                        embedded,
                        "COPY (SELECT * FROM \"tpch.sf0.01\".lineitem) TO '" + file + "' (FORMAT parquet)");
                coordinator.awaitWorkers(2, workers);
                String sql = "SELECT l_suppkey, count(*), sum(l_quantity) FROM '" + file + "' GROUP BY l_suppkey"
                        + " ORDER BY l_suppkey";
                QueryRows.ask(embedded, sql).assertGivenBy(QueryRows.ask(cluster, sql), "groups");
                assertEquals(2, coordinator.process().node().workers().size());
                assertTrue(
                        coordinator.process().node().workers().stream()
                                .noneMatch(worker -> worker.toString().contains("w3")),
                        "a stranger was let in");
            } finally {
                workers.forEach(ChildNode::close);
            }
        }
    }
}
