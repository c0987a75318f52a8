// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import dev.sheaf.core.plan.NodeEstimate;
import java.util.ArrayList;
import java.util.List;

/// What a node is thought to give: how many rows, and what its columns hold.
///
/// @param rowBytes the mean size of a row
public record Estimate(double rows, List<ColumnEstimate> columns, double rowBytes) {
    public Estimate(double rows, List<ColumnEstimate> columns) {
        this(rows, columns, bytes(columns));
    }

    public Estimate {
        rows = Math.max(1, rows);
        columns = List.copyOf(columns);
    }

    public ColumnEstimate column(int index) {
        return columns.get(index);
    }

    private static double bytes(List<ColumnEstimate> columns) {
        double bytes = 1;
        for (ColumnEstimate column : columns) {
            bytes += column.bytes();
        }
        return bytes;
    }

    public NodeEstimate summary() {
        return new NodeEstimate(rows, rows * rowBytes());
    }

    /// Fewer rows, and so no more different values.
    public Estimate withRows(double newRows) {
        double bounded = Math.max(1, newRows);
        List<ColumnEstimate> capped = new ArrayList<>(columns.size());
        for (ColumnEstimate column : columns) {
            capped.add(column.withRows(bounded));
        }
        return new Estimate(bounded, capped, rowBytes);
    }

    Estimate withColumn(int index, ColumnEstimate column) {
        List<ColumnEstimate> changed = new ArrayList<>(columns);
        changed.set(index, column);
        return new Estimate(rows, changed);
    }

    public Estimate select(List<Integer> places) {
        return new Estimate(rows, places.stream().map(columns::get).toList());
    }
}
