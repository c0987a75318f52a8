// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import dev.sheaf.core.plan.AggregateCall;
import org.jspecify.annotations.Nullable;

/// How values that an aggregate makes lie around their mean. Groups are taken to have rows by chance (Poisson), so that
/// the sum of a group of `n` rows has the mean `n·E(x)` and the variance `n·E(x²)`; the values of a column are taken to
/// be even between its smallest and largest. Tails are Laplace's, which are longer than the normal ones, since real
/// groups differ more than chance would have them.
///
/// @param deviation the standard deviation, above 0
record Spread(double mean, double deviation) {
    /// The share of values that are larger.
    double above(double value) {
        double steps = Math.sqrt(2) * Math.abs(value - mean) / deviation;
        double tail = Math.exp(-steps) / 2;
        return value >= mean ? tail : 1 - tail;
    }

    /// The results of a call, or null where nothing is known of them.
    ///
    /// @param groupRows the mean number of rows of a group
    static @Nullable Spread of(AggregateCall call, Estimate input, double groupRows) {
        if (call.distinct() || call.filter().isPresent()) {
            return null;
        }
        return switch (call.function()) {
            case COUNT_STAR, COUNT -> new Spread(groupRows, Math.sqrt(groupRows));
            case SUM -> sum(input.column(call.arguments().getFirst()), groupRows);
            default -> null;
        };
    }

    private static @Nullable Spread sum(ColumnEstimate column, double groupRows) {
        if (!column.hasRange()) {
            return null;
        }
        double mean = (column.min() + column.max()) / 2;
        double width = column.max() - column.min();
        double square = mean * mean + width * width / 12;
        return square > 0 ? new Spread(groupRows * mean, Math.sqrt(groupRows * square)) : null;
    }
}
