// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import java.util.List;
import java.util.OptionalDouble;

/// What is known of a table.
///
/// @param rowCount how many rows
/// @param columns per column of the table's schema; empty when nothing is known of any
/// @param boundsHold whether the table's handle names the very rows that this was taken from, so that the bounds of its
/// columns hold whenever a plan with this handle is run, and conditions may be concluded from them; else all of this is
/// for estimates only
public record TableStatistics(OptionalDouble rowCount, List<ColumnStatistics> columns, boolean boundsHold) {
    public static final TableStatistics UNKNOWN = new TableStatistics(OptionalDouble.empty(), List.of());

    /// What is good for estimates.
    public TableStatistics(OptionalDouble rowCount, List<ColumnStatistics> columns) {
        this(rowCount, columns, false);
    }

    public TableStatistics {
        columns = List.copyOf(columns);
    }

    public ColumnStatistics column(int index) {
        return index < columns.size() ? columns.get(index) : ColumnStatistics.UNKNOWN;
    }
}
