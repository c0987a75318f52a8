// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.sql.ColumnType;
import dev.sheaf.testkit.sql.RowComparison;
import dev.sheaf.testkit.sql.SqlTestConfiguration.ConnectionSource;
import dev.sheaf.testkit.sql.ValueRenderer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Runs the random queries of a seed on two engines and compares their rows as multisets, doubles with tolerance.
///
/// The seed gives the tables, and together with a query's number the query, so that one query can be run again alone.
/// Single-threaded; each statement has a minute.
public final class FuzzRun {
    private static final int STATEMENT_SECONDS = 60;
    private static final int ROWS_SHOWN = 15;

    private final long seed;
    private final List<FuzzTable> tables;

    private FuzzRun(long seed) {
        this.seed = seed;
        this.tables = new TableGenerator(new Chance(seed)).tables();
    }

    /// A query on which the two differ.
    ///
    /// @param number the number of the query within the seed
    /// @param problem what is wrong, with the rows or errors of both sides
    public record Mismatch(long seed, int number, String sql, String problem) {
        /// Returns a text that names seed and number first.
        public String describe() {
            return "seed " + seed + " query " + number + ":\n  " + sql + "\n" + problem.indent(2);
        }
    }

    /// Returns the statements that make the tables of a seed, to look at a mismatch by hand.
    public static List<String> tables(long seed) {
        return new FuzzRun(seed).tables.stream().flatMap(table -> table.statements().stream()).toList();
    }

    /// Returns a query of a seed.
    public static String query(long seed, int number) {
        return new FuzzRun(seed).query(number);
    }

    /// Runs the queries of a seed from one number to before another.
    ///
    /// @param left gives an empty database
    /// @param right gives another
    /// @throws SQLException where the databases can't be opened or the tables not made
    public static List<Mismatch> run(ConnectionSource left, ConnectionSource right, long seed, int from, int to)
            throws SQLException {
        FuzzRun run = new FuzzRun(seed);
        List<Mismatch> mismatches = new ArrayList<>();
        try (Connection leftConnection = left.open(); Connection rightConnection = right.open()) {
            run.fill(leftConnection);
            run.fill(rightConnection);
            for (int number = from; number < to; number++) {
                String sql = run.query(number);
                Outcome leftOutcome = outcome(leftConnection, sql);
                Outcome rightOutcome = outcome(rightConnection, sql);
                String problem = compare(leftOutcome, rightOutcome);
                if (!problem.isEmpty()) {
                    mismatches.add(new Mismatch(seed, number, sql, problem));
                }
            }
        }
        return mismatches;
    }

    private String query(int number) {
        return new QueryGenerator(new Chance(seed * 1_000_003 + number), tables).query();
    }

    private void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (FuzzTable table : tables) {
                for (String sql : table.statements()) {
                    statement.execute(sql);
                }
            }
        }
    }

    /// What a query ended in.
    private sealed interface Outcome {
        record Rows(List<ColumnType> types, List<List<String>> rows) implements Outcome {}

        record Failed(String error) implements Outcome {}
    }

    private static Outcome outcome(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(STATEMENT_SECONDS);
            try (ResultSet result = statement.executeQuery(sql)) {
                List<ColumnType> types = ValueRenderer.columnTypes(result.getMetaData());
                return new Outcome.Rows(types, ValueRenderer.rows(result, types));
            }
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return new Outcome.Failed(e.getSQLState() + " " + e.getMessage());
        }
    }

    // No query is meant to fail: an error on either side is a mismatch, on both a mistake of the generator.
    private static String compare(Outcome left, Outcome right) {
        if (!(left instanceof Outcome.Rows leftRows) || !(right instanceof Outcome.Rows rightRows)) {
            return "left: " + describe(left) + "\nright: " + describe(right);
        }
        if (leftRows.types().size() != rightRows.types().size()) {
            return "left has " + leftRows.types() + ", right " + rightRows.types();
        }
        RowComparison comparison = RowComparison.forTypes(leftRows.types(), rightRows.types());
        List<List<String>> leftSorted = comparison.sorted(leftRows.rows());
        List<List<String>> rightSorted = comparison.sorted(rightRows.rows());
        boolean equal = leftSorted.size() == rightSorted.size();
        for (int row = 0; equal && row < leftSorted.size(); row++) {
            equal = comparison.equal(leftSorted.get(row), rightSorted.get(row));
        }
        if (equal) {
            return "";
        }
        return difference("only left", leftSorted, rightSorted, comparison)
                + difference("only right", rightSorted, leftSorted, comparison)
                + leftSorted.size() + " rows left, " + rightSorted.size() + " right";
    }

    private static String difference(
            String title, List<List<String>> rows, List<List<String>> others, RowComparison comparison) {
        List<List<String>> rest = new ArrayList<>(others);
        StringBuilder text = new StringBuilder();
        int shownCount = 0;
        for (List<String> row : rows) {
            int place = 0;
            while (place < rest.size() && !comparison.equal(row, rest.get(place))) {
                place++;
            }
            if (place < rest.size()) {
                rest.remove(place);
            } else if (shownCount++ < ROWS_SHOWN) {
                text.append(title).append(": ").append(String.join(" | ", row)).append('\n');
            }
        }
        return text.toString();
    }

    private static String describe(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rows(_, var rows) -> rows.size() + " rows";
            case Outcome.Failed(var error) -> "error " + error;
        };
    }
}
