// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.testkit.sql.ColumnType;
import dev.sheaf.testkit.sql.RowComparison;
import dev.sheaf.testkit.sql.ValueRenderer;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    private final List<Answer> answers = new ArrayList<>();
    private final List<Connection> open = new ArrayList<>();

    private record Answer(List<ColumnType> types, List<List<String>> rows) {}

    @BeforeAll
    void askDuckDb() throws SQLException {
        try (Connection sheaf = DriverManager.getConnection("jdbc:sheaf:?memory=512MB");
                Connection duckdb = TpchReference.load(sheaf, SCHEMA)) {
            for (int query = 1; query <= TpchQueries.COUNT; query++) {
                answers.add(ask(duckdb, query));
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
                        "Q" + query + " on " + name, () -> compare(query, ask(connection, query))));
    }

    private static Answer ask(Connection connection, int query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TpchQueries.sql(query, SCALE))) {
            List<ColumnType> types = ValueRenderer.columnTypes(result.getMetaData());
            return new Answer(types, ValueRenderer.rows(result, types));
        }
    }

    private void compare(int query, Answer actual) {
        Answer expected = answers.get(query - 1);
        assertEquals(expected.rows().size(), actual.rows().size(), "rows of query " + query);
        RowComparison comparison = RowComparison.forTypes(expected.types(), actual.types());
        for (int row = 0; row < expected.rows().size(); row++) {
            if (!comparison.equal(expected.rows().get(row), actual.rows().get(row))) {
                assertEquals(expected.rows(), actual.rows(), "query " + query + ", row " + (row + 1));
            }
        }
    }
}
