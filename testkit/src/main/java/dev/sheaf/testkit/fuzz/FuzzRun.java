// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.sql.SqlTestConfiguration.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Runs the random queries of a seed on two engines and compares their rows as multisets, doubles with tolerance. What
/// differs is made smaller before it is reported.
///
/// Single-threaded; each statement has a minute.
public final class FuzzRun {
    private static final int SHRINK_ATTEMPTS = 2000;

    private final Workload workload;
    private final long seed;
    private final Connection left;
    private final Connection right;
    private final boolean shrunk;

    private FuzzRun(Workload workload, long seed, Connection left, Connection right, boolean shrunk) {
        this.workload = workload;
        this.seed = seed;
        this.left = left;
        this.right = right;
        this.shrunk = shrunk;
    }

    /// A query on which the two differ.
    ///
    /// @param number the number of the query within the seed
    /// @param smaller a smaller query that differs in the same way, or the query itself
    /// @param problem what is wrong, with the rows or errors of both sides
    public record Mismatch(Workload workload, long seed, int number, String sql, String smaller, String problem) {
        /// Returns a text that names workload, seed and number first.
        public String describe() {
            return workload + " seed " + seed + " query " + number + ":\n  " + sql + "\n  smaller: " + smaller + "\n"
                    + problem.indent(2);
        }
    }

    /// What a run came to.
    ///
    /// @param queryCount how many queries ran
    /// @param failedCount how many failed on both sides, which is no mismatch, but tests little
    public record Report(List<Mismatch> mismatches, int queryCount, int failedCount) {}

    /// Runs the queries of a seed from one number to before another.
    ///
    /// @param left gives an empty database
    /// @param right gives another
    /// @throws SQLException where the databases can't be opened or the tables not made
    public static Report run(
            Workload workload, ConnectionSource left, ConnectionSource right, long seed, int from, int to)
            throws SQLException {
        return run(workload, left, right, seed, from, to, true);
    }

    static Report run(
            Workload workload,
            ConnectionSource left,
            ConnectionSource right,
            long seed,
            int from,
            int to,
            boolean shrunk)
            throws SQLException {
        try (Connection leftConnection = left.open(); Connection rightConnection = right.open()) {
            fill(leftConnection, workload.tables(seed));
            fill(rightConnection, workload.tables(seed));
            return new FuzzRun(workload, seed, leftConnection, rightConnection, shrunk).run(from, to);
        }
    }

    private Report run(int from, int to) throws SQLException {
        List<Mismatch> mismatches = new ArrayList<>();
        int failedCount = 0;
        for (int number = from; number < to; number++) {
            String sql = workload.query(seed, number);
            String other = workload.equivalent(seed, number);
            Outcome leftOutcome = Outcome.of(left, sql);
            Outcome rightOutcome = Outcome.of(right, other);
            failedCount += leftOutcome instanceof Outcome.Failed && rightOutcome instanceof Outcome.Failed ? 1 : 0;
            Outcome.Difference difference = Outcome.compare(leftOutcome, rightOutcome);
            if (difference.isNone()) {
                continue;
            }
            String smaller = sql.equals(other) && shrunk ? shrink(sql, difference.kind()) : other;
            String problem = sql.equals(other)
                    ? Outcome.compare(Outcome.of(left, smaller), Outcome.of(right, smaller)).text()
                    : difference.text();
            mismatches.add(new Mismatch(workload, seed, number, sql, smaller, problem));
        }
        return new Report(mismatches, to - from, failedCount);
    }

    private String shrink(String sql, String kind) {
        return new Shrinker(candidate -> differs(candidate, kind), SHRINK_ATTEMPTS).shrink(sql);
    }

    private boolean differs(String sql, String kind) {
        try {
            Outcome rightOutcome = Outcome.of(right, sql);
            if (rightOutcome instanceof Outcome.Failed && !kind.startsWith("error XX") && !kind.startsWith("right")) {
                return false;
            }
            return Outcome.compare(Outcome.of(left, sql), rightOutcome).kind().equals(kind);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection was closed by " + sql, e);
        }
    }

    private static void fill(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
