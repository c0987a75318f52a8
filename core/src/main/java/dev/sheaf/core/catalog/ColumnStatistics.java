// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import dev.sheaf.core.expression.Literal;
import java.util.Optional;
import java.util.OptionalDouble;

/// What is known of a column's values. Unknown stays unknown: the planner has documented defaults.
///
/// @param distinctCount how many different values, nulls left out
/// @param nullFraction the share of nulls, 0 to 1
/// @param averageBytes the mean size of a value
/// @param min no value is smaller
/// @param max no value is larger
public record ColumnStatistics(
        OptionalDouble distinctCount,
        OptionalDouble nullFraction,
        OptionalDouble averageBytes,
        Optional<Literal> min,
        Optional<Literal> max) {
    public static final ColumnStatistics UNKNOWN = new ColumnStatistics(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
}
