// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.math.BigInteger;

/// Exact sums in 128 bits, two words a group: `sums[2 * g]` the low, `sums[2 * g + 1]` the high one, so that both lie
/// in one cache line. 64-bit addends can't overflow them in any realistic number of rows; wide ones are checked.
final class WideSums {
    private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

    private WideSums() {}

    /// Adds the rows' values to the sums of their groups. None of the rows is null.
    static void add(FlatVector source, GroupedRows rows, long[] sums) {
        switch (source) {
            case IntVector ints when rows.runCount() > 0 -> addIntRuns(ints.values(), rows, sums);
            case IntVector ints -> addInts(ints.values(), rows.rows(), rows.count(), rows.groups(), sums);
            case LongVector longs when rows.runCount() > 0 -> addLongRuns(longs.values(), rows, sums);
            case LongVector longs -> addLongs(longs.values(), rows.rows(), rows.count(), rows.groups(), sums);
            case DecimalVector wide when wide.wide() ->
                    addWide(wide.values(), wide.high(), rows.rows(), rows.count(), rows.groups(), sums);
            case DecimalVector narrow when rows.runCount() > 0 -> addLongRuns(narrow.values(), rows, sums);
            case DecimalVector narrow -> addLongs(narrow.values(), rows.rows(), rows.count(), rows.groups(), sums);
            default -> throw new IllegalArgumentException("exact sum of " + source.type().sqlName());
        }
    }

    private static void addIntRuns(int[] values, GroupedRows rows, long[] sums) {
        for (int run = 0; run < rows.runCount(); run++) {
            long sum = sumInts(values, rows.rows(), rows.runStart(run), rows.runEnd(run));
            add(sums, rows.runGroup(run), sum, sum >> 63);
        }
    }

    private static long sumInts(int[] values, int[] rows, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[rows[i]];
        }
        return sum;
    }

    private static void addLongRuns(long[] values, GroupedRows rows, long[] sums) {
        if (rows.dense()) {
            sumDense(values, rows.count(), sums, rows.runGroup(0));
            return;
        }
        for (int run = 0; run < rows.runCount(); run++) {
            sumLongs(values, rows.rows(), rows.runStart(run), rows.runEnd(run), sums, rows.runGroup(run));
        }
    }

    /// Adds up halves of the values, which can't overflow within a chunk, and puts them together at the end.
    private static void sumLongs(long[] values, int[] rows, int from, int to, long[] sums, int group) {
        long lower = 0;
        long upper = 0;
        for (int i = from; i < to; i++) {
            long value = values[rows[i]];
            lower += value & 0xFFFF_FFFFL;
            upper += value >> 32;
        }
        add(sums, group, lower, 0);
        add(sums, group, upper << 32, upper >> 32);
    }

    private static void sumDense(long[] values, int count, long[] sums, int group) {
        long lower = 0;
        long upper = 0;
        for (int i = 0; i < count; i++) {
            lower += values[i] & 0xFFFF_FFFFL;
            upper += values[i] >> 32;
        }
        add(sums, group, lower, 0);
        add(sums, group, upper << 32, upper >> 32);
    }

    private static void addInts(int[] values, int[] rows, int count, int[] groups, long[] sums) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = values[row];
            add(sums, groups[row], value, value >> 63);
        }
    }

    private static void addLongs(long[] values, int[] rows, int count, int[] groups, long[] sums) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = values[row];
            add(sums, groups[row], value, value >> 63);
        }
    }

    private static void addWide(long[] low, long[] high, int[] rows, int count, int[] groups, long[] sums) {
        long overflow = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            long before = sums[2 * group + 1];
            add(sums, group, low[row], high[row]);
            long after = sums[2 * group + 1];
            overflow |= (before ^ after) & (high[row] ^ after);
        }
        if (overflow < 0) {
            throw outOfRange();
        }
    }

    private static void add(long[] sums, int group, long low, long high) {
        long before = sums[2 * group];
        long sum = before + low;
        long carry = (before & low | (before | low) & ~sum) >>> 63;
        sums[2 * group] = sum;
        // Only when the sum crosses zero or a multiple of 2^64: a branch that is foreseen, unlike the high word's
        // cache line.
        if (high + carry != 0) {
            sums[2 * group + 1] += high + carry;
        }
    }

    /// A sum as a number of any size.
    static BigInteger value(long low, long high) {
        if (high == low >> 63) {
            return BigInteger.valueOf(low);
        }
        BigInteger lower = BigInteger.valueOf(low & Long.MAX_VALUE);
        return BigInteger.valueOf(high).shiftLeft(64).add(low < 0 ? lower.setBit(63) : lower);
    }

    /// Writes the sums as a DECIMAL, BIGINT or interval.
    ///
    /// @throws SheafException NUMERIC_OUT_OF_RANGE when one doesn't fit
    static void write(long[] sums, int[] groups, int count, FlatVector target) {
        switch (target) {
            case DecimalVector decimals -> writeDecimals(sums, groups, count, decimals);
            case LongVector longs -> {
                for (int i = 0; i < count; i++) {
                    longs.values()[i] = narrow(sums, groups[i], Long.MIN_VALUE, Long.MAX_VALUE);
                }
            }
            case IntVector ints -> {
                for (int i = 0; i < count; i++) {
                    ints.values()[i] = (int) narrow(sums, groups[i], Integer.MIN_VALUE, Integer.MAX_VALUE);
                }
            }
            default -> throw new IllegalArgumentException("sum as " + target.type().sqlName());
        }
    }

    private static void writeDecimals(long[] sums, int[] groups, int count, DecimalVector target) {
        long[] low = target.values();
        long[] high = target.startWide();
        long wide = 0;
        for (int i = 0; i < count; i++) {
            low[i] = sums[2 * groups[i]];
            high[i] = sums[2 * groups[i] + 1];
            wide |= high[i] ^ low[i] >> 63;
        }
        if (wide == 0) {
            target.startNarrow();
            return;
        }
        for (int i = 0; i < count; i++) {
            if (high[i] != low[i] >> 63 && !fits(value(low[i], high[i]))) {
                throw outOfRange();
            }
        }
    }

    private static long narrow(long[] sums, int group, long min, long max) {
        long low = sums[2 * group];
        if (sums[2 * group + 1] != low >> 63 || low < min || low > max) {
            throw outOfRange();
        }
        return low;
    }

    /// Whether a number has at most 38 digits.
    static boolean fits(BigInteger value) {
        return value.abs().compareTo(LIMIT) < 0;
    }

    static SheafException outOfRange() {
        return new SheafException(ErrorCode.NUMERIC_OUT_OF_RANGE, "the sum is out of range for its type");
    }
}
