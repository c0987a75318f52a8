// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.testkit.sql.ReferenceEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FuzzRunTest {
    private static final int QUERY_COUNT = 100;

    /// The reference engine with one thread and without its optimizer must agree with itself; an error on both sides
    /// fails too, for the generator promises queries that run.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theReferenceEngineAgreesWithItself(long seed) throws SQLException {
        List<FuzzRun.Mismatch> mismatches =
                FuzzRun.run(ReferenceEngine::open, FuzzRunTest::plainReference, seed, 0, QUERY_COUNT);
        assertTrue(
                mismatches.isEmpty(),
                () -> mismatches.stream().map(FuzzRun.Mismatch::describe).collect(Collectors.joining("\n")));
    }

    @Test
    void aDifferenceIsFound() throws SQLException {
        List<FuzzRun.Mismatch> mismatches =
                FuzzRun.run(ReferenceEngine::open, FuzzRunTest::wrongNullOrder, 7, 0, QUERY_COUNT);
        assertTrue(!mismatches.isEmpty());
        assertTrue(mismatches.getFirst().describe().startsWith("seed 7 query "));
    }

    @Test
    void aSeedGivesTheSameTablesAndQueriesEachTime() {
        assertEquals(FuzzRun.tables(11), FuzzRun.tables(11));
        assertNotEquals(FuzzRun.tables(11), FuzzRun.tables(12));
        Set<String> queries = new HashSet<>();
        for (int number = 0; number < QUERY_COUNT; number++) {
            assertEquals(FuzzRun.query(11, number), FuzzRun.query(11, number));
            queries.add(FuzzRun.query(11, number));
        }
        assertTrue(queries.size() > QUERY_COUNT * 9 / 10, queries.size() + " different queries");
    }

    @Test
    void everyConstructComesUp() {
        String all = "";
        for (int number = 0; number < 400; number++) {
            all += FuzzRun.query(13, number) + "\n";
        }
        for (String construct : List.of(
                " left join ",
                " full join ",
                " cross join ",
                "group by",
                "having",
                "over (",
                "rows between",
                " union all ",
                " except ",
                "not exists (",
                " not in (select",
                "limit",
                "with q",
                "case when",
                "count(distinct",
                "filter (where",
                "date_trunc",
                " like ")) {
            assertTrue(all.contains(construct), construct);
        }
    }

    private static Connection plainReference() throws SQLException {
        return with("SET threads = 1", "PRAGMA disable_optimizer");
    }

    private static Connection wrongNullOrder() throws SQLException {
        return with("SET default_null_order = 'nulls_first'");
    }

    private static Connection with(String... settings) throws SQLException {
        Connection connection = ReferenceEngine.open();
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
        }
        return connection;
    }
}
