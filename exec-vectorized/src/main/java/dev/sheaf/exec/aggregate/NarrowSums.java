// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;

/// Sums of a word a group, which wrap around when they overflow: whoever calls sees to it that they don't, by the
/// magnitudes that come back.
final class NarrowSums {
    private NarrowSums() {}

    /// Adds the rows' values to the sums of their groups. None of the rows is null.
    ///
    /// @return for all values `v` that were added, `v` or, where it is negative, `~v`, combined by OR
    static long add(FlatVector source, GroupedRows rows, long[] sums) {
        if (source instanceof IntVector ints) {
            return rows.runCount() > 0
                    ? addIntRuns(ints.values(), rows, sums)
                    : addInts(ints.values(), rows.rows(), rows.count(), rows.groups(), sums);
        }
        long[] values = longs(source);
        if (rows.runCount() > 0) {
            return addRuns(values, rows, sums);
        }
        return rows.dense()
                ? addDense(values, rows.count(), rows.groups(), sums)
                : add(values, rows.rows(), rows.count(), rows.groups(), sums);
    }

    private static long[] longs(FlatVector source) {
        return switch (source) {
            case LongVector longs -> longs.values();
            case DecimalVector narrow -> narrow.values();
            default -> throw new IllegalArgumentException("exact sum of " + source.type().sqlName());
        };
    }

    private static long addDense(long[] values, int count, int[] groups, long[] sums) {
        long magnitudes = 0;
        for (int row = 0; row < count; row++) {
            long value = values[row];
            magnitudes |= value ^ value >> 63;
            sums[groups[row]] += value;
        }
        return magnitudes;
    }

    private static long add(long[] values, int[] rows, int count, int[] groups, long[] sums) {
        long magnitudes = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = values[row];
            magnitudes |= value ^ value >> 63;
            sums[groups[row]] += value;
        }
        return magnitudes;
    }

    private static long addInts(int[] values, int[] rows, int count, int[] groups, long[] sums) {
        long magnitudes = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = values[row];
            magnitudes |= value ^ value >> 63;
            sums[groups[row]] += value;
        }
        return magnitudes;
    }

    private static long addIntRuns(int[] values, GroupedRows rows, long[] sums) {
        long magnitudes = 0;
        int[] chosen = rows.rows();
        for (int run = 0; run < rows.runCount(); run++) {
            long sum = 0;
            int end = rows.runEnd(run);
            for (int i = rows.runStart(run); i < end; i++) {
                long value = values[chosen[i]];
                magnitudes |= value ^ value >> 63;
                sum += value;
            }
            sums[rows.runGroup(run)] += sum;
        }
        return magnitudes;
    }

    private static long addRuns(long[] values, GroupedRows rows, long[] sums) {
        if (rows.dense()) {
            sums[rows.runGroup(0)] += sum(values, rows.count());
            return magnitudes(values, rows.count());
        }
        long magnitudes = 0;
        int[] chosen = rows.rows();
        for (int run = 0; run < rows.runCount(); run++) {
            long sum = 0;
            int end = rows.runEnd(run);
            for (int i = rows.runStart(run); i < end; i++) {
                long value = values[chosen[i]];
                magnitudes |= value ^ value >> 63;
                sum += value;
            }
            sums[rows.runGroup(run)] += sum;
        }
        return magnitudes;
    }

    private static long sum(long[] values, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static long magnitudes(long[] values, int count) {
        long magnitudes = 0;
        for (int i = 0; i < count; i++) {
            magnitudes |= values[i] ^ values[i] >> 63;
        }
        return magnitudes;
    }

    /// Takes back what [#add] has added.
    static void subtract(FlatVector source, GroupedRows rows, long[] sums) {
        int[] chosen = rows.rows();
        int[] groups = rows.groups();
        for (int run = 0; run < rows.runCount(); run++) {
            for (int i = rows.runStart(run); i < rows.runEnd(run); i++) {
                sums[rows.runGroup(run)] -= value(source, chosen[i]);
            }
        }
        for (int i = 0; rows.runCount() == 0 && i < rows.count(); i++) {
            sums[groups[chosen[i]]] -= value(source, chosen[i]);
        }
    }

    private static long value(FlatVector source, int row) {
        return source instanceof IntVector ints ? ints.values()[row] : longs(source)[row];
    }

    /// Writes the sums as a DECIMAL, BIGINT or interval.
    ///
    /// @throws dev.sheaf.core.error.SheafException NUMERIC_OUT_OF_RANGE when one doesn't fit
    static void write(long[] sums, int[] groups, int count, FlatVector target) {
        switch (target) {
            case DecimalVector decimals -> {
                decimals.startNarrow();
                gather(sums, groups, count, decimals.values());
            }
            case LongVector longs -> gather(sums, groups, count, longs.values());
            case IntVector ints -> {
                for (int i = 0; i < count; i++) {
                    long sum = sums[groups[i]];
                    if (sum != (int) sum) {
                        throw WideSums.outOfRange();
                    }
                    ints.values()[i] = (int) sum;
                }
            }
            default -> throw new IllegalArgumentException("sum as " + target.type().sqlName());
        }
    }

    private static void gather(long[] sums, int[] groups, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = sums[groups[i]];
        }
    }
}
