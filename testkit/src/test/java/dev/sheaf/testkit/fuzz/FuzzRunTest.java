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
import org.junit.jupiter.params.provider.CsvSource;

final class FuzzRunTest {
    private static final int QUERY_COUNT = 100;

    /// The reference engine with one thread and without its optimizer must agree with itself, and hardly a query may
    /// fail.
    @ParameterizedTest
    @CsvSource({"TYPED,1", "TYPED,2", "TYPED,3", "PARTITIONED,4", "PARTITIONED,5", "CORPUS,6", "CORPUS,7"})
    void theReferenceEngineAgreesWithItself(Workload workload, long seed) throws SQLException {
        FuzzRun.Report report =
                FuzzRun.run(workload, ReferenceEngine::open, FuzzRunTest::plainReference, seed, 0, QUERY_COUNT);
        assertTrue(
                report.mismatches().isEmpty(),
                () -> report.mismatches().stream().map(FuzzRun.Mismatch::describe).collect(Collectors.joining("\n")));
        assertTrue(report.failedCount() <= QUERY_COUNT / 20, report.failedCount() + " queries failed");
    }

    @Test
    void aDifferenceIsFoundAndMadeSmaller() throws SQLException {
        List<FuzzRun.Mismatch> mismatches = FuzzRun.run(
                Workload.TYPED, ReferenceEngine::open, FuzzRunTest::wrongNullOrder, 7, 0, QUERY_COUNT)
                .mismatches();
        assertTrue(!mismatches.isEmpty());
        FuzzRun.Mismatch first = mismatches.getFirst();
        assertTrue(first.describe().startsWith("TYPED seed 7 query "));
        assertTrue(first.smaller().length() < first.sql().length(), first.smaller());
    }

    @Test
    void aSeedGivesTheSameTablesAndQueriesEachTime() {
        assertEquals(Workload.TYPED.tables(11), Workload.TYPED.tables(11));
        assertNotEquals(Workload.TYPED.tables(11), Workload.TYPED.tables(12));
        Set<String> queries = new HashSet<>();
        for (int number = 0; number < QUERY_COUNT; number++) {
            assertEquals(Workload.TYPED.query(11, number), Workload.TYPED.query(11, number));
            queries.add(Workload.TYPED.query(11, number));
        }
        assertTrue(queries.size() > QUERY_COUNT * 9 / 10, queries.size() + " different queries");
    }

    @Test
    void everyConstructComesUp() {
        String all = "";
        for (int number = 0; number < 400; number++) {
            all += Workload.TYPED.query(13, number) + "\n";
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
