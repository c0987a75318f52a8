// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a column is thought to hold.
///
/// @param distinct how many different values, at least 1
/// @param nullFraction the share of nulls
/// @param min the smallest value as a number, or NaN where unknown or no number
/// @param max the largest
/// @param bytes the mean size of a value in memory
/// @param origin the table that the values are of, or null where they are of none or of several
public record ColumnEstimate(
        double distinct, double nullFraction, double min, double max, double bytes, @Nullable Origin origin) {
    /// A table of a query: each mention of a table is another origin.
    static final class Origin {
        private final double rows;

        Origin(double rows) {
            this.rows = rows;
        }

        double rows() {
            return rows;
        }
    }

    /// The share of a table's rows that a column has different values where nothing is known.
    private static final double DEFAULT_DISTINCT_SHARE = 0.1;

    static ColumnEstimate of(ColumnStatistics statistics, DataType type, Origin origin, boolean unique) {
        double rows = origin.rows();
        double distinct = unique
                ? rows
                : statistics.distinctCount().orElse(Math.max(1, rows * DEFAULT_DISTINCT_SHARE));
        return new ColumnEstimate(
                Math.max(1, Math.min(distinct, rows)),
                statistics.nullFraction().orElse(0),
                statistics.min().map(ColumnEstimate::number).orElse(Double.NaN),
                statistics.max().map(ColumnEstimate::number).orElse(Double.NaN),
                statistics.averageBytes().orElse(defaultBytes(type)),
                origin);
    }

    /// A column of which nothing is known but how many values it may have.
    public static ColumnEstimate unknown(DataType type, double distinct) {
        return new ColumnEstimate(Math.max(1, distinct), 0, Double.NaN, Double.NaN, defaultBytes(type), null);
    }

    boolean hasRange() {
        return !Double.isNaN(min) && !Double.isNaN(max) && max >= min;
    }

    ColumnEstimate withRange(double newMin, double newMax, double newDistinct) {
        return new ColumnEstimate(Math.max(1, newDistinct), 0, newMin, newMax, bytes, origin);
    }

    public ColumnEstimate withDistinct(double newDistinct) {
        return new ColumnEstimate(Math.max(1, newDistinct), nullFraction, min, max, bytes, origin);
    }

    /// The same where values of several tables meet.
    ColumnEstimate withoutOrigin() {
        return new ColumnEstimate(distinct, nullFraction, min, max, bytes, null);
    }

    /// The same where the column isn't sent.
    public ColumnEstimate withoutBytes() {
        return bytes == 0 ? this : new ColumnEstimate(distinct, nullFraction, min, max, 0, origin);
    }

    /// A constant on the number line, so that ranges can be compared; NaN for what isn't on it.
    static double number(Literal literal) {
        return switch (literal.value()) {
            case Long whole -> whole;
            case Double floating -> floating;
            case BigDecimal decimal -> decimal.doubleValue();
            case null, default -> Double.NaN;
        };
    }

    private static double defaultBytes(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT -> 4;
            case LONG, DOUBLE, DECIMAL -> 8;
            case STRING -> type instanceof CharacterType text && text.length() > 0 ? 16 + text.length() / 2.0 : 32;
        };
    }
}
