// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.testkit.fuzz.FuzzRun;
import dev.sheaf.testkit.fuzz.Workload;
import dev.sheaf.testkit.sql.ReferenceEngine;
import dev.sheaf.testkit.sql.SqlTestConfiguration.ConnectionSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A few hundred random queries, the same each time: against the reference engine, and between engines of different
/// shapes. `benchmarks/bench fuzz` runs as many as one likes.
class FuzzTest {
    private static final int QUERY_COUNT = 60;
    private static final String ONE_WORKER = "workers=1&threads=2";
    private static final String THREE_WORKERS = "workers=3&threads=1&exchange=framed&chunk_rows=16&batch_rows=32";

    @ParameterizedTest
    @CsvSource({"TYPED,1", "TYPED,2", "PARTITIONED,3", "CORPUS,4", "CORPUS,5"})
    void agreesWithTheReferenceEngine(Workload workload, long seed) throws SQLException {
        check(workload, sheaf(ONE_WORKER), ReferenceEngine::open, seed);
    }

    @ParameterizedTest
    @CsvSource({"TYPED,6", "PARTITIONED,7", "CORPUS,8"})
    void givesTheSameRowsInEveryShape(Workload workload, long seed) throws SQLException {
        check(workload, sheaf(ONE_WORKER), sheaf(THREE_WORKERS), seed);
    }

    private static ConnectionSource sheaf(String options) {
        return () -> DriverManager.getConnection("jdbc:sheaf:?memory=512MB&" + options);
    }

    private static void check(Workload workload, ConnectionSource left, ConnectionSource right, long seed)
            throws SQLException {
        FuzzRun.Report report = FuzzRun.run(workload, left, right, seed, 0, QUERY_COUNT);
        assertTrue(
                report.mismatches().isEmpty(),
                () -> report.mismatches().stream().map(FuzzRun.Mismatch::describe).collect(Collectors.joining("\n")));
        assertTrue(report.failedCount() <= QUERY_COUNT / 20, report.failedCount() + " queries failed");
    }
}
