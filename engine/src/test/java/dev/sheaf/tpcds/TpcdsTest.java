// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.tpcds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.testkit.sql.QueryRows;
import dev.sheaf.testkit.tpcds.TpcdsQueries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The 99 TPC-DS queries over Parquet files at scale 0.01 give DuckDB's rows, on one worker and on three.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpcdsTest {
    private static final double SCALE = 0.01;
    private static final String DIVISION_BY_ZERO = "22012";

    @TempDir
    private static Path directory;

    private final List<Asked> asked = new ArrayList<>();
    private final List<Connection> open = new ArrayList<>();

    /// A statement and DuckDB's answer.
    private record Asked(String name, String sql, Answer answer) {}

    /// @param sqlState empty unless the statement failed
    private record Answer(QueryRows rows, String sqlState) {}

    @BeforeAll
    void askDuckDb() throws SQLException {
        try (DuckDBConnection duckdb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                Statement settings = duckdb.createStatement()) {
            settings.execute("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
            settings.execute("SET integer_division = true");
            TpcdsTables.generate(duckdb, SCALE);
            TpcdsTables.export(duckdb, directory);
            for (int query = 1; query <= TpcdsQueries.COUNT; query++) {
                List<String> statements = TpcdsQueries.statements(query);
                for (int i = 0; i < statements.size(); i++) {
                    String name = "Q" + query + (statements.size() == 1 ? "" : " statement " + (i + 1));
                    asked.add(new Asked(name, statements.get(i), ask(duckdb, statements.get(i))));
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> oneWorker() throws SQLException {
        return queries("one worker", "workers=1&threads=2");
    }

    @TestFactory
    Stream<DynamicTest> threeWorkers() throws SQLException {
        return queries("three workers", "workers=3&threads=1");
    }

    @Test
    void mostQueriesFindRows() {
        long found = asked.stream().filter(query -> !query.answer().rows().rows().isEmpty()).count();
        assertTrue(found >= 80, found + " of " + asked.size());
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
        TpcdsTables.createViews(connection, directory);
        return asked.stream()
                .map(query -> DynamicTest.dynamicTest(
                        query.name() + " on " + name, () -> compare(query, ask(connection, query.sql()))));
    }

    private static Answer ask(Connection connection, String sql) throws SQLException {
        try {
            return new Answer(QueryRows.ask(connection, sql), "");
        } catch (SQLException failure) {
            // At this scale some class of items earns nothing, and both engines refuse to divide by that.
            if (failure.getMessage().toLowerCase(Locale.ROOT).contains("division by zero")) {
                return new Answer(new QueryRows(List.of(), List.of()), DIVISION_BY_ZERO);
            }
            throw failure;
        }
    }

    private static void compare(Asked query, Answer actual) {
        assertEquals(query.answer().sqlState(), actual.sqlState(), "outcome of " + query.name());
        query.answer().rows().assertGivenBy(actual.rows(), query.name());
    }
}
