// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.hash;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;

/// The one hash of values, used by exchanges, hash tables and shards alike, so that equal values meet wherever they
/// come from. It works on normalised values: integers, dates and times as 64-bit numbers whatever their width; decimals
/// by their value with trailing zeros taken off; doubles with -0.0 as 0.0 and one NaN; strings by their bytes. It is
/// part of the plan's and the storage's format: a change is a new [#VERSION].
///
/// The mixing is Moremur (Pelle Evensen, 2019), a 64-bit finaliser; strings are folded eight bytes at a time with a
/// multiply between.
///
/// Users take disjoint bits: exchanges the topmost (`hash >>> 48`), radix partitions the next below, hash table slots
/// the lowest.
public final class ValueHash {
    /// The version of this definition.
    public static final int VERSION = 1;

    /// What a null hashes to.
    public static final long NULL = 0x9E37_79B9_7F4A_7C15L;

    private static final long MULTIPLIER_1 = 0x3C79_AC49_2BA7_B653L;
    private static final long MULTIPLIER_2 = 0x1C69_B3F7_4AC4_AE35L;
    private static final long FOLD = 0x9FB2_1C65_1E98_DF25L;

    private ValueHash() {}

    /// Of one value of a vector, which is not null. Loops over many are faster where they know the form.
    public static long of(FlatVector vector, int row) {
        return switch (vector) {
            case BooleanVector booleans -> ofLong(booleans.value(row) ? 1 : 0);
            case IntVector ints -> ofLong(ints.values()[row]);
            case LongVector longs -> ofLong(longs.values()[row]);
            case DoubleVector doubles -> ofDouble(doubles.values()[row]);
            case DecimalVector decimals -> ofDecimal(
                    decimals.values()[row], decimals.highWord(row), ((DecimalType) decimals.type()).scale());
            case StringVector strings ->
                    ofView(strings.views()[2 * row], strings.views()[2 * row + 1], strings.heaps());
        };
    }

    /// Of an integer, date, time, timestamp or interval, and of a BOOLEAN as 0 or 1.
    public static long ofLong(long value) {
        long x = value;
        x ^= x >>> 27;
        x *= MULTIPLIER_1;
        x ^= x >>> 33;
        x *= MULTIPLIER_2;
        x ^= x >>> 27;
        return x;
    }

    public static long ofDouble(double value) {
        // Adding 0.0 turns -0.0 into 0.0; doubleToLongBits makes all NaNs one.
        return ofLong(Double.doubleToLongBits(value + 0.0));
    }

    /// Of an unscaled decimal of any width; `high` is the sign extension of a narrow one.
    ///
    /// @param scale the digits after the point
    public static long ofDecimal(long low, long high, int scale) {
        if (high == low >> 63) {
            long value = low;
            int digits = scale;
            while (digits > 0 && value % 10 == 0) {
                value /= 10;
                digits--;
            }
            return combine(ofLong(value), digits == 0 || value == 0 ? 0 : digits);
        }
        return WideDecimalHash.of(low, high, scale);
    }

    /// Of a string's bytes.
    public static long ofView(long first, long second, MemorySegment[] heaps) {
        int length = StringViews.length(first);
        if (StringViews.isInline(length)) {
            return ofLong(first * FOLD ^ Long.rotateLeft(second * FOLD, 32));
        }
        MemorySegment heap = heaps[StringViews.heap(second)];
        long offset = StringViews.offset(second);
        long hash = length * FOLD;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = Long.rotateLeft((hash ^ heap.get(StringViews.LONG, offset + i)) * FOLD, 29);
        }
        // The string is longer than a word, so its last word can be read whole.
        int tailBits = 8 * (length - i);
        long tail = tailBits == 0 ? 0 : heap.get(StringViews.LONG, offset + length - 8) >>> -tailBits;
        return ofLong(hash ^ tail);
    }

    /// The hash of several columns, in order.
    public static long combine(long hash, long next) {
        return ofLong(Long.rotateLeft(hash, 23) ^ next);
    }

    /// Which of so many partitions an exchange sends the hash to.
    public static int partition(long hash, int partitionCount) {
        return (int) ((hash >>> 48) * partitionCount >>> 16);
    }
}
