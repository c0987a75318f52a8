// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

/// How much of a result there was and how much of it a writer showed.
public record ResultSummary(long rowCount, long rowsShown, int columnCount, int columnsShown) {
    /// Everything was shown.
    static ResultSummary whole(long rowCount, int columnCount) {
        return new ResultSummary(rowCount, rowCount, columnCount, columnCount);
    }

    /// The line below a result, such as `1,500 rows (40 shown), 16 columns (9 shown)`.
    @Override
    public String toString() {
        String text = count(rowCount, "row") + (rowsShown < rowCount ? " (" + group(rowsShown) + " shown)" : "");
        return columnsShown < columnCount
                ? text + ", " + count(columnCount, "column") + " (" + group(columnsShown) + " shown)"
                : text;
    }

    /// A number with its noun: `1 row`, `2,000 rows`.
    public static String count(long number, String noun) {
        return group(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String group(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }
}
