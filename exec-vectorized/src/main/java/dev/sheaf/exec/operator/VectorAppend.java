// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import org.jspecify.annotations.Nullable;

/// Copies chosen rows of a vector behind those that another holds already: `target[at + i] = source[rows[i]]`. One loop
/// per column. The target has the capacity.
final class VectorAppend {
    private VectorAppend() {}

    /// @param rows row numbers, or null for the first `count`
    /// @param strings where the bytes of long strings are copied to
    static void append(
            FlatVector source, int @Nullable [] rows, int count, FlatVector target, int at, ChunkStrings strings) {
        switch (source) {
            case BooleanVector from -> booleans(from.bits(), rows, count, ((BooleanVector) target).bits(), at);
            case IntVector from -> ints(from.values(), rows, count, ((IntVector) target).values(), at);
            case LongVector from -> longs(from.values(), rows, count, ((LongVector) target).values(), at);
            case DoubleVector from -> doubles(from.values(), rows, count, ((DoubleVector) target).values(), at);
            case DecimalVector from -> decimals(from, rows, count, (DecimalVector) target, at);
            case StringVector from -> strings(from, rows, count, (StringVector) target, at, strings);
        }
        validity(source.validity(), rows, count, target, at);
    }

    private static void validity(
            long @Nullable [] source, int @Nullable [] rows, int count, FlatVector target, int at) {
        long[] bits = target.validity();
        if (source == null && bits == null) {
            return;
        }
        if (bits == null) {
            bits = target.startValidity(target.capacity());
        }
        for (int i = 0; i < count; i++) {
            Bits.set(bits, at + i, source == null || Bits.get(source, rows == null ? i : rows[i]));
        }
    }

    private static void booleans(long[] source, int @Nullable [] rows, int count, long[] target, int at) {
        for (int i = 0; i < count; i++) {
            Bits.set(target, at + i, Bits.get(source, rows == null ? i : rows[i]));
        }
    }

    private static void ints(int[] source, int @Nullable [] rows, int count, int[] target, int at) {
        if (rows == null) {
            System.arraycopy(source, 0, target, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[at + i] = source[rows[i]];
        }
    }

    private static void longs(long[] source, int @Nullable [] rows, int count, long[] target, int at) {
        if (rows == null) {
            System.arraycopy(source, 0, target, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[at + i] = source[rows[i]];
        }
    }

    private static void doubles(double[] source, int @Nullable [] rows, int count, double[] target, int at) {
        if (rows == null) {
            System.arraycopy(source, 0, target, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[at + i] = source[rows[i]];
        }
    }

    private static void decimals(
            DecimalVector source, int @Nullable [] rows, int count, DecimalVector target, int at) {
        if (source.wide() && !target.wide()) {
            target.widen(at);
        }
        longs(source.values(), rows, count, target.values(), at);
        if (target.wide()) {
            long[] high = target.high();
            for (int i = 0; i < count; i++) {
                high[at + i] = source.highWord(rows == null ? i : rows[i]);
            }
        }
    }

    private static void strings(
            StringVector source,
            int @Nullable [] rows,
            int count,
            StringVector target,
            int at,
            ChunkStrings strings) {
        long[] from = source.views();
        long[] to = target.views();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long first = from[2 * row];
            long second = from[2 * row + 1];
            if (source.isNull(row)) {
                first = 0;
                second = 0;
            } else if (!StringViews.isInline(StringViews.length(first))) {
                second = strings.copy(first, second, source.heaps(), target);
            }
            to[2 * (at + i)] = first;
            to[2 * (at + i) + 1] = second;
        }
    }
}
