// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.tpch;

import dev.sheaf.testkit.sql.QueryRows;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// The 22 TPC-H queries at scale 0.01 give DuckDB's rows, on engines of several shapes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchTest {
    private static final String SCHEMA = "tpch.tiny";
    private static final double SCALE = 0.01;

    private final List<QueryRows> answers = new ArrayList<>();
    private final List<Connection> open = new ArrayList<>();

    @BeforeAll
    void askDuckDb() throws SQLException {
        try (Connection sheaf = DriverManager.getConnection("jdbc:sheaf:?memory=512MB");
                Connection duckdb = TpchReference.load(sheaf, SCHEMA)) {
            for (int query = 1; query <= TpchQueries.COUNT; query++) {
                answers.add(QueryRows.ask(duckdb, TpchQueries.sql(query, SCALE)));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> oneWorker() throws SQLException {
        return queries("one worker", "workers=1&threads=2");
    }

    @TestFactory
    Stream<DynamicTest> twoWorkers() throws SQLException {
        return queries("two workers", "workers=2&threads=1");
    }

    @TestFactory
    Stream<DynamicTest> sevenWorkersWithSmallChunks() throws SQLException {
        return queries("seven workers", "workers=7&threads=1&chunk_rows=1000&batch_rows=100");
    }

    @TestFactory
    Stream<DynamicTest> threeWorkersOverFrames() throws SQLException {
        return queries("three workers over frames", "workers=3&threads=1&exchange=framed");
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection connection : open) {
            connection.close();
        }
    }

    private Stream<DynamicTest> queries(String name, String options) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sheaf:?memory=512MB&" + options);
        open.add(connection);
        connection.setSchema(SCHEMA);
        return IntStream.rangeClosed(1, TpchQueries.COUNT)
                .mapToObj(query -> DynamicTest.dynamicTest(
                        "Q" + query + " on " + name, () -> check(query, connection)));
    }

    private void check(int query, Connection connection) throws SQLException {
        QueryRows actual = QueryRows.ask(connection, TpchQueries.sql(query, SCALE));
        answers.get(query - 1).assertGivenBy(actual, "query " + query);
    }
}
