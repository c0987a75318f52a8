// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A random table: `id` is unique and never null, the other columns have few distinct values and nulls.
///
/// @param name its name
/// @param columns its columns, `id` first
/// @param rows the values as SQL literals
record FuzzTable(String name, List<Column> columns, List<List<String>> rows) {
    private static final int ROWS_PER_INSERT = 50;

    /// A column, or what stands for one in a query.
    ///
    /// @param reference how an expression names it
    record Column(String reference, FuzzType type) {}

    /// Returns the statements that make and fill the table.
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add("create table " + name
                + columns.stream()
                        .map(column -> column.reference() + " " + column.type().sqlName())
                        .collect(Collectors.joining(", ", " (", ")")));
        for (int from = 0; from < rows.size(); from += ROWS_PER_INSERT) {
            statements.add("insert into " + name + " values "
                    + rows.subList(from, Math.min(rows.size(), from + ROWS_PER_INSERT)).stream()
                            .map(row -> "(" + String.join(", ", row) + ")")
                            .collect(Collectors.joining(", ")));
        }
        return statements;
    }
}
