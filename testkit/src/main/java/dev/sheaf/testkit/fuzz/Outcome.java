// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.sql.ColumnType;
import dev.sheaf.testkit.sql.RowComparison;
import dev.sheaf.testkit.sql.ValueRenderer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What a query ended in.
sealed interface Outcome {
    int STATEMENT_SECONDS = 60;
    int ROWS_SHOWN = 15;

    record Rows(List<ColumnType> types, List<List<String>> rows) implements Outcome {}

    record Failed(String state, String message) implements Outcome {
        /// A defect of the engine whatever the query was.
        boolean isInternal() {
            return state.startsWith("XX");
        }
    }

    /// How two outcomes differ.
    ///
    /// @param kind what makes it the same failure for another query; empty when they don't differ
    record Difference(String kind, String text) {
        static final Difference NONE = new Difference("", "");

        boolean isNone() {
            return kind.isEmpty();
        }
    }

    static Outcome of(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(STATEMENT_SECONDS);
            try (ResultSet result = statement.executeQuery(sql)) {
                List<ColumnType> types = ValueRenderer.columnTypes(result.getMetaData());
                return new Rows(types, ValueRenderer.rows(result, types));
            }
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return new Failed(String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
        }
    }

    /// Compares rows as multisets, doubles with tolerance. That both fail is no difference, unless the engine was at
    /// fault.
    static Difference compare(Outcome left, Outcome right) {
        if (left instanceof Failed failed && (failed.isInternal() || right instanceof Rows)) {
            String kind = "error " + failed.state() + " " + failed.message().replaceAll("[0-9]+|'[^']*'|\\(.*", "");
            return new Difference(kind, "left: " + describe(left) + "\nright: " + describe(right));
        }
        if (right instanceof Failed failed) {
            return left instanceof Failed
                    ? Difference.NONE
                    : new Difference("right only", "left: " + describe(left) + "\nright: " + describe(failed));
        }
        Rows leftRows = (Rows) left;
        Rows rightRows = (Rows) right;
        if (leftRows.types().size() != rightRows.types().size()) {
            return new Difference("columns", "left has " + leftRows.types() + ", right " + rightRows.types());
        }
        RowComparison comparison = RowComparison.forTypes(leftRows.types(), rightRows.types());
        List<List<String>> leftSorted = comparison.sorted(leftRows.rows());
        List<List<String>> rightSorted = comparison.sorted(rightRows.rows());
        boolean equal = leftSorted.size() == rightSorted.size();
        for (int row = 0; equal && row < leftSorted.size(); row++) {
            equal = comparison.equal(leftSorted.get(row), rightSorted.get(row));
        }
        if (equal) {
            return Difference.NONE;
        }
        return new Difference(
                "rows",
                difference("only left", leftSorted, rightSorted, comparison)
                        + difference("only right", rightSorted, leftSorted, comparison)
                        + leftSorted.size() + " rows left, " + rightSorted.size() + " right");
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
            case Rows(_, var rows) -> rows.size() + " rows";
            case Failed(var state, var message) -> "error " + state + " " + message.lines().findFirst().orElse("");
        };
    }
}
