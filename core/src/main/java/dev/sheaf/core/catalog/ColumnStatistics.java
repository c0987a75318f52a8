// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import dev.sheaf.core.expression.Literal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// What is known of a column's values. Unknown stays unknown: the planner has documented defaults.
///
/// What has to be guessed from data stands behind a supplier. It is asked on the planning thread, only where an
/// estimate depends on it; it may read a bounded sample, and keeps what it found.
///
/// @param distinctCount how many different values, nulls left out
/// @param nullFraction the share of nulls, 0 to 1
/// @param averageBytes the mean size of a value
/// @param min no value is smaller
/// @param max no value is larger
public record ColumnStatistics(
        Supplier<OptionalDouble> distinctCount,
        Supplier<OptionalDouble> nullFraction,
        OptionalDouble averageBytes,
        Optional<Literal> min,
        Optional<Literal> max) {
    public static final ColumnStatistics UNKNOWN = new ColumnStatistics(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

    /// What is known beforehand.
    public ColumnStatistics(
            OptionalDouble distinctCount,
            OptionalDouble nullFraction,
            OptionalDouble averageBytes,
            Optional<Literal> min,
            Optional<Literal> max) {
        this(() -> distinctCount, () -> nullFraction, averageBytes, min, max);
    }
}
