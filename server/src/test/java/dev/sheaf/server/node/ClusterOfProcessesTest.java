// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.testkit.sql.QueryRows;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A coordinator and three workers, each a process, over files that all of them reach.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterOfProcessesTest {
    private static final double SCALE = 0.01;
    private static final List<String> TABLES = List.of(
            "customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");

    private final List<ChildNode> workers = new ArrayList<>();
    private Path directory;
    private TestCoordinator coordinator;
    private Connection cluster;
    private Connection embedded;

    @BeforeAll
    void start(@TempDir Path shared) throws IOException, SQLException {
        directory = shared;
        coordinator = TestCoordinator.start("c1", directory, line -> {});
        for (int i = 1; i <= 3; i++) {
            workers.add(ChildNode.worker("w" + i, coordinator.address(), directory));
        }
        embedded = DriverManager.getConnection("jdbc:sheaf:?memory=256MB&threads=2");
        cluster = coordinator.connect();
        for (String table : TABLES) {
            Path file = directory.resolve(table + ".parquet");
            TestCoordinator.update(
                    embedded, "COPY (SELECT * FROM \"tpch.sf0.01\"." + table + ") TO '" + file + "' (FORMAT parquet)");
            String view = "CREATE VIEW " + table + " AS SELECT * FROM '" + file + "'";
            TestCoordinator.update(embedded, view);
            TestCoordinator.update(cluster, view);
        }
        coordinator.awaitWorkers(3, workers);
    }

    @AfterAll
    void stop() throws SQLException {
        try {
            cluster.close();
            embedded.close();
            // Fails when memory was left behind.
            coordinator.close();
        } finally {
            workers.forEach(ChildNode::close);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 9, 13, 16, 18, 21})
    void givesTheRowsOfTheEmbeddedEngine(int query) throws SQLException {
        String sql = TpchQueries.sql(query, SCALE);
        QueryRows.ask(embedded, sql).assertGivenBy(QueryRows.ask(cluster, sql), "query " + query);
        assertEquals(0, coordinator.engine().exchangingQueryCount());
    }

    @Test
    void tablesOfTheCoordinatorJoinFilesOfAll() throws SQLException {
        String create = "CREATE TABLE chosen AS SELECT o_orderkey AS k FROM orders WHERE o_orderkey % 7 = 1";
        TestCoordinator.update(cluster, create);
        TestCoordinator.update(embedded, create);
        String sql = "SELECT count(*), sum(l_quantity) FROM lineitem JOIN chosen ON l_orderkey = k";
        QueryRows.ask(embedded, sql).assertGivenBy(QueryRows.ask(cluster, sql), "the join");
    }

    @Test
    void anErrorOfAWorkerIsReportedOnce() {
        SQLException failed = assertThrows(
                SQLException.class,
                () -> QueryRows.ask(cluster, "SELECT sum(1 / (l_orderkey - l_orderkey)) FROM lineitem"));
        assertEquals("22012", failed.getSQLState());
        String origin = assertInstanceOf(SheafException.class, failed.getCause()).origin();
        assertTrue(List.of("w1", "w2", "w3").contains(origin), origin);
        assertTrue(failed.getNextException() == null && failed.getSuppressed().length == 0, failed.toString());
    }
}
