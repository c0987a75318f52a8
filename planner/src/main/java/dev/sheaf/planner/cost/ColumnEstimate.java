// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import java.math.BigDecimal;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// What a column is thought to hold. How many different values and nulls there are is found out when it is asked for.
/// For one thread.
public final class ColumnEstimate {
    /// The share of a table's rows that a column has different values where nothing is known.
    private static final double DEFAULT_DISTINCT_SHARE = 0.1;

    private static final Guess NONE = Guess.of(0);

    private final Guess distinct;
    private final Guess nullFraction;
    private final double min;
    private final double max;
    private final double bytes;
    private final @Nullable Origin origin;
    private final @Nullable Spread spread;

    private ColumnEstimate(
            Guess distinct,
            Guess nullFraction,
            double min,
            double max,
            double bytes,
            @Nullable Origin origin,
            @Nullable Spread spread) {
        this.distinct = distinct;
        this.nullFraction = nullFraction;
        this.min = min;
        this.max = max;
        this.bytes = bytes;
        this.origin = origin;
        this.spread = spread;
    }

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

    static ColumnEstimate of(ColumnStatistics statistics, DataType type, Origin origin, boolean unique) {
        double rows = origin.rows();
        return new ColumnEstimate(
                unique ? Guess.of(rows) : Guess.of(() -> Math.clamp(distinct(statistics, rows), 1, rows)),
                Guess.of(() -> statistics.nullFraction().get().orElse(0)),
                statistics.min().map(ColumnEstimate::number).orElse(Double.NaN),
                statistics.max().map(ColumnEstimate::number).orElse(Double.NaN),
                statistics.averageBytes().orElse(defaultBytes(type)),
                origin,
                null);
    }

    private static double distinct(ColumnStatistics statistics, double rows) {
        return statistics.distinctCount().get().orElse(rows * DEFAULT_DISTINCT_SHARE);
    }

    /// A column of which nothing is known but how many values it may have.
    public static ColumnEstimate unknown(DataType type, double distinct) {
        return unknown(Guess.of(distinct), defaultBytes(type));
    }

    /// The same, how many values it may have being computed when it is asked for.
    static ColumnEstimate unknown(DataType type, DoubleSupplier distinct) {
        return unknown(Guess.of(distinct), defaultBytes(type));
    }

    /// A column that isn't there, and takes no room.
    public static ColumnEstimate absent() {
        return unknown(Guess.of(1), 0);
    }

    private static ColumnEstimate unknown(Guess distinct, double bytes) {
        return new ColumnEstimate(distinct, NONE, Double.NaN, Double.NaN, bytes, null, null);
    }

    /// How many different values, at least 1.
    public double distinct() {
        return Math.max(1, distinct.value());
    }

    /// The share of nulls.
    public double nullFraction() {
        return nullFraction.value();
    }

    /// The smallest value as a number, or NaN where unknown or no number.
    double min() {
        return min;
    }

    /// The largest value as a number, or NaN where unknown or no number.
    double max() {
        return max;
    }

    /// The mean size of a value in memory.
    public double bytes() {
        return bytes;
    }

    /// The table that the values are of, or null where they are of none or of several.
    @Nullable Origin origin() {
        return origin;
    }

    /// How results of an aggregate lie, where that is known.
    @Nullable Spread spread() {
        return spread;
    }

    ColumnEstimate withSpread(@Nullable Spread newSpread) {
        return new ColumnEstimate(distinct, nullFraction, min, max, bytes, origin, newSpread);
    }

    boolean hasRange() {
        return !Double.isNaN(min) && !Double.isNaN(max) && max >= min;
    }

    /// The values from a bound to another, a share of all. No nulls are among them.
    ColumnEstimate withRange(double newMin, double newMax, double share) {
        return new ColumnEstimate(distinct.share(share), NONE, newMin, newMax, bytes, origin, null);
    }

    /// One value.
    ColumnEstimate withValue(double value) {
        return new ColumnEstimate(Guess.of(1), NONE, value, value, bytes, origin, null);
    }

    public ColumnEstimate withDistinct(double newDistinct) {
        return withDistinct(Guess.of(newDistinct));
    }

    ColumnEstimate withDistinct(Guess newDistinct) {
        return new ColumnEstimate(newDistinct, nullFraction, min, max, bytes, origin, spread);
    }

    /// A share of the values.
    ColumnEstimate withShare(double share) {
        return withDistinct(distinct.share(share));
    }

    /// The same with no more values than there are rows.
    public ColumnEstimate withRows(double rows) {
        Guess capped = distinct.atMost(rows);
        return capped == distinct ? this : withDistinct(capped);
    }

    /// The same where values of several tables meet.
    ColumnEstimate withoutOrigin() {
        return new ColumnEstimate(distinct, nullFraction, min, max, bytes, null, spread);
    }

    /// The same where the column isn't sent.
    public ColumnEstimate withoutBytes() {
        return bytes == 0 ? this : new ColumnEstimate(distinct, nullFraction, min, max, 0, origin, spread);
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
