// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// MEDIAN, QUANTILE_CONT, QUANTILE_DISC and MODE, by sorting a group's values. Nulls are passed over.
final class QuantileAccumulator extends CollectingAccumulator {
    /// What is taken from the sorted values.
    enum Kind {
        MEDIAN,
        /// Interpolated between the two values around the place.
        CONTINUOUS,
        /// The first value that covers the fraction.
        DISCRETE,
        /// The most frequent value, of several the one that came first.
        MODE
    }

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Kind kind;
    private final StringResults strings;
    private int[] rows = {};
    private int[] scratch = {};

    /// @param schema the value, and for quantiles the fraction
    QuantileAccumulator(Kind kind, Schema schema, MemoryContext memory) {
        super(schema, memory);
        this.kind = kind;
        this.strings = new StringResults(memory);
    }

    @Override
    GroupedRows kept(Chunk chunk, int[] arguments, GroupedRows taken) {
        return taken.where(chunk.flat(arguments[0]).validity());
    }

    @Override
    void start(int resultCount, FlatVector target) {
        if (target instanceof StringVector text) {
            strings.startFor(text);
        }
    }

    @Override
    void finish(Chunk chunk, int from, int to, FlatVector target, int targetRow) {
        int count = to - from;
        if (count == 0) {
            if (target instanceof StringVector text) {
                text.setView(targetRow, 0, 0);
            }
            target.setNull(targetRow);
            return;
        }
        FlatVector values = chunk.flat(0);
        sort(values, from, count, chunk.rowCount());
        switch (kind) {
            case MODE -> write(values, rows[mode(values, count)], target, targetRow);
            case DISCRETE -> {
                int place = (int) Math.ceil(fraction(chunk, from, count) * count) - 1;
                write(values, rows[Math.clamp(place, 0, count - 1)], target, targetRow);
            }
            case MEDIAN -> interpolate(values, count, 0.5, target, targetRow);
            case CONTINUOUS -> interpolate(values, count, fraction(chunk, from, count), target, targetRow);
        }
    }

    private void sort(FlatVector values, int from, int count, int rowCount) {
        if (rows.length < count) {
            rows = new int[rowCount];
            scratch = new int[rowCount];
        }
        for (int i = 0; i < count; i++) {
            rows[i] = from + i;
        }
        IndexSort.sort(rows, 0, count, scratch, (left, right) -> GroupValues.compare(values, left, values, right));
    }

    /// The fraction from the first of the sorted rows, which a fraction below zero (or the zero below zero) turns
    /// around.
    private double fraction(Chunk chunk, int row, int count) {
        FlatVector fractions = chunk.flat(1);
        if (fractions.isNull(row)) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "a quantile needs a fraction, not null");
        }
        double fraction = Doubles.value(fractions, row);
        if (!(Math.abs(fraction) <= 1)) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "a quantile needs a fraction from 0 to 1, not " + fraction);
        }
        if (Math.copySign(1, fraction) < 0) {
            for (int low = 0, high = count - 1; low < high; low++, high--) {
                int swapped = rows[low];
                rows[low] = rows[high];
                rows[high] = swapped;
            }
        }
        return Math.abs(fraction);
    }

    /// The place in the sorted rows of the most frequent value; the sort is stable, so a value's first row comes first.
    private int mode(FlatVector values, int count) {
        int best = 0;
        int bestSize = 0;
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i < count && GroupValues.compare(values, rows[start], values, rows[i]) == 0) {
                continue;
            }
            int size = i - start;
            if (size > bestSize || size == bestSize && rows[start] < rows[best]) {
                best = start;
                bestSize = size;
            }
            start = i;
        }
        return best;
    }

    private void write(FlatVector values, int row, FlatVector target, int targetRow) {
        if (target instanceof StringVector text) {
            StringVector source = (StringVector) values;
            long first = source.views()[2 * row];
            long second = strings.current().copy(first, source.views()[2 * row + 1], source.heaps());
            text.setView(targetRow, first, second);
        } else if (values.type().physical() == target.type().physical()) {
            target.copyRow(targetRow, values, row);
        } else {
            throw new IllegalArgumentException(values.type().sqlName() + " as " + target.type().sqlName());
        }
    }

    private void interpolate(FlatVector values, int count, double fraction, FlatVector target, int targetRow) {
        double place = (count - 1) * fraction;
        int lower = rows[(int) Math.floor(place)];
        int upper = rows[(int) Math.ceil(place)];
        double share = place - Math.floor(place);
        switch (target) {
            case DoubleVector doubles -> {
                double low = Doubles.value(values, lower);
                double high = Doubles.value(values, upper);
                doubles.values()[targetRow] = share == 0 || low == high ? low : low + (high - low) * share;
                if (target.type().equals(DataType.REAL)) {
                    doubles.values()[targetRow] = (float) doubles.values()[targetRow];
                }
            }
            case LongVector longs ->
                    longs.values()[targetRow] = between(values, lower, upper, share, target).longValueExact();
            case IntVector ints ->
                    ints.values()[targetRow] = between(values, lower, upper, share, target).intValueExact();
            case DecimalVector decimals -> {
                BigInteger value = between(values, lower, upper, share, target);
                if (value.bitLength() > 63 && !decimals.wide()) {
                    decimals.widen(decimals.capacity());
                }
                decimals.values()[targetRow] = value.longValue();
                if (decimals.wide()) {
                    decimals.high()[targetRow] = value.shiftRight(64).longValue();
                }
            }
            default -> throw new IllegalArgumentException("quantile as " + target.type().sqlName());
        }
    }

    /// The value between two in the unit of the target, what is smaller than that cut off.
    private static BigInteger between(FlatVector values, int lower, int upper, double share, FlatVector target) {
        BigDecimal low = exact(values, lower, target.type());
        BigDecimal high = exact(values, upper, target.type());
        return low.add(high.subtract(low).multiply(BigDecimal.valueOf(share)))
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger();
    }

    private static BigDecimal exact(FlatVector values, int row, DataType target) {
        return switch (values) {
            case IntVector days when values.type() instanceof DateType && !(target instanceof DateType) ->
                    BigDecimal.valueOf(days.values()[row] * MICROS_PER_DAY);
            case IntVector ints -> BigDecimal.valueOf(ints.values()[row]);
            case LongVector longs -> BigDecimal.valueOf(longs.values()[row]);
            case DecimalVector decimals -> new BigDecimal(
                    WideSums.value(decimals.values()[row], decimals.highWord(row)),
                    ((DecimalType) decimals.type()).scale())
                    .scaleByPowerOfTen(target instanceof DecimalType decimal ? decimal.scale() : 0);
            default -> throw new IllegalArgumentException("quantile of " + values.type().sqlName());
        };
    }

    @Override
    public void close() {
        super.close();
        strings.close();
    }
}
