// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;

/// SUM and AVG of integers, decimals and intervals: exact whatever the order of the rows. An average is divided once,
/// at the end.
final class ExactSumAccumulator extends Accumulator {
    private final boolean average;
    private final int scale;
    private final SeenGroups seen = new SeenGroups();
    private final ExactSums sums = new ExactSums();
    private long[] counts = {};

    /// @param summed the type of the values or of the sums
    ExactSumAccumulator(boolean average, DataType summed) {
        this.average = average;
        this.scale = summed instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    @Override
    void grow(int capacity) {
        sums.grow(capacity);
        if (average) {
            counts = Arrays.copyOf(counts, capacity);
        }
        seen.grow(capacity);
    }

    @Override
    int bytesPerGroup() {
        return ExactSums.bytesPerGroup() + 1 + (average ? 8 : 0);
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        FlatVector values = chunk.flat(arguments[0]);
        GroupedRows valid = rows.where(values.validity());
        seen.mark(valid);
        sums.add(values, valid);
        if (average) {
            CountAccumulator.count(valid, counts);
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        FlatVector values = chunk.flat(columns[0]);
        GroupedRows valid = rows.where(values.validity());
        seen.mark(valid);
        sums.add(values, valid);
        if (average) {
            CountAccumulator.addCounts(chunk, columns[1], rows, counts);
        }
    }

    /// Whether the values are counted, too, so that both sums and averages can be told.
    boolean average() {
        return average;
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        states(average, groups, count, targets);
    }

    /// The states of AVG, or those of SUM alone.
    void states(boolean ofAverage, int[] groups, int count, FlatVector[] targets) {
        sums.write(groups, count, seen, targets[0]);
        if (ofAverage) {
            CountAccumulator.write(counts, groups, count, targets[1]);
        }
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        results(average, groups, count, target);
    }

    /// The results of AVG, or those of SUM.
    void results(boolean ofAverage, int[] groups, int count, FlatVector target) {
        if (!ofAverage) {
            sums.write(groups, count, seen, target);
            return;
        }
        target.ensureCapacity(count);
        seen.writeNulls(groups, count, target);
        switch (target) {
            case DoubleVector doubles -> averageDoubles(groups, count, doubles);
            case DecimalVector decimals -> averageDecimals(groups, count, decimals);
            case LongVector longs -> {
                for (int i = 0; i < count; i++) {
                    longs.values()[i] = quotient(groups[i], 0).longValue();
                }
            }
            case IntVector ints -> {
                for (int i = 0; i < count; i++) {
                    ints.values()[i] = quotient(groups[i], 0).intValue();
                }
            }
            default -> throw new IllegalArgumentException("average as " + target.type().sqlName());
        }
    }

    private void averageDoubles(int[] groups, int count, DoubleVector target) {
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            long low = sums.low(group);
            double sum = sums.high(group) == low >> 63
                    ? low
                    : WideSums.value(low, sums.high(group)).doubleValue();
            target.values()[i] = scale == 0
                    ? sum / counts[group]
                    : new BigDecimal(WideSums.value(low, sums.high(group)), scale).doubleValue() / counts[group];
        }
    }

    private void averageDecimals(int[] groups, int count, DecimalVector target) {
        int digits = ((DecimalType) target.type()).scale() - scale;
        long factor = digits >= 0 && digits <= 18 ? BigInteger.TEN.pow(digits).longValue() : 0;
        target.startNarrow();
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            long low = sums.low(group);
            long scaled = low * factor;
            boolean narrow = factor != 0
                    && sums.high(group) == low >> 63
                    && Math.multiplyHigh(low, factor) == scaled >> 63
                    && Math.abs(scaled) < Long.MAX_VALUE / 2;
            if (narrow) {
                long quotient = counts[group] == 0 ? 0 : divideRounded(scaled, counts[group]);
                target.values()[i] = quotient;
                if (target.wide()) {
                    target.high()[i] = quotient >> 63;
                }
            } else {
                setWide(target, i, quotient(group, digits));
            }
        }
    }

    private static void setWide(DecimalVector target, int row, BigInteger value) {
        if (value.bitLength() > 63 && !target.wide()) {
            target.widen(target.capacity());
        }
        if (!WideSums.fits(value)) {
            throw WideSums.outOfRange();
        }
        target.values()[row] = value.longValue();
        if (target.wide()) {
            target.high()[row] = value.shiftRight(64).longValue();
        }
    }

    /// Rounds half away from zero.
    private static long divideRounded(long dividend, long divisor) {
        long quotient = dividend / divisor;
        long rest = Math.abs(dividend % divisor);
        return rest >= divisor - rest ? quotient + (dividend < 0 ? -1 : 1) : quotient;
    }

    private BigInteger quotient(int group, int digits) {
        if (counts[group] == 0) {
            return BigInteger.ZERO;
        }
        return new BigDecimal(WideSums.value(sums.low(group), sums.high(group)))
                .scaleByPowerOfTen(digits)
                .divide(BigDecimal.valueOf(counts[group]), 0, RoundingMode.HALF_UP)
                .unscaledValue();
    }

    @Override
    void clear() {
        sums.clear();
        Arrays.fill(counts, 0L);
        seen.clear();
    }

    @Override
    public void close() {
        sums.close();
        counts = new long[0];
        seen.clear();
    }
}
