// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import java.util.List;
import java.util.OptionalDouble;

/// What is known of a table.
///
/// @param rowCount how many rows
/// @param columns per column of the table's schema; empty when nothing is known of any
public record TableStatistics(OptionalDouble rowCount, List<ColumnStatistics> columns) {
    public static final TableStatistics UNKNOWN = new TableStatistics(OptionalDouble.empty(), List.of());

    public TableStatistics {
        columns = List.copyOf(columns);
    }

    public ColumnStatistics column(int index) {
        return index < columns.size() ? columns.get(index) : ColumnStatistics.UNKNOWN;
    }
}
