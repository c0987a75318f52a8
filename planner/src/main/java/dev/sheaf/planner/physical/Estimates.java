// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.planner.cost.ColumnEstimate;
import dev.sheaf.planner.cost.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Estimates over the numbered columns of a join graph. Columns that a set of relations doesn't have take no room.
final class Estimates {
    private static final ColumnEstimate ABSENT = ColumnEstimate.absent();

    private Estimates() {}

    /// A relation's estimate, its columns from a number on.
    static Estimate spread(Estimate estimate, int first, int count) {
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean own = i >= first && i < first + estimate.columns().size();
            columns.add(own ? estimate.column(i - first) : ABSENT);
        }
        return new Estimate(estimate.rows(), columns);
    }

    static Estimate merge(Estimate left, Estimate right, IntPredicate ofRight) {
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int i = 0; i < left.columns().size(); i++) {
            columns.add(ofRight.test(i) ? right.column(i) : left.column(i));
        }
        return new Estimate(Math.max(left.rows(), right.rows()), columns);
    }

    static Estimate withoutBytes(Estimate estimate, IntPredicate gone) {
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int i = 0; i < estimate.columns().size(); i++) {
            ColumnEstimate column = estimate.column(i);
            columns.add(gone.test(i) ? column.withoutBytes() : column);
        }
        return new Estimate(estimate.rows(), columns);
    }
}
