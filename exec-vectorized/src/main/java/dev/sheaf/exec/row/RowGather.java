// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Copies columns of rows into flat vectors: `target[i] = row(addresses[i]).column` for `i` below `count`; with `rows`
/// only for the first `count` entries of it, `target[rows[i]] = row(addresses[rows[i]]).column`. One loop per column,
/// and another one for its nulls, where there may be some.
/// Strings are viewed where they lie: pages become the vector's heaps under their own numbers.
final class RowGather {
    private RowGather() {}

    static void gather(
            RowLayout layout,
            int column,
            MemorySegment[] pages,
            int pageCount,
            long[] addresses,
            int @Nullable [] rows,
            int count,
            FlatVector target) {
        int offset = layout.offset(column);
        target.ensureCapacity(rows == null || count == 0 ? count : rows[count - 1] + 1);
        switch (target) {
            case BooleanVector booleans -> booleans(pages, addresses, rows, count, offset, booleans.bits());
            case IntVector ints -> ints(pages, addresses, rows, count, offset, ints.values());
            case LongVector longs -> longs(pages, addresses, rows, count, offset, longs.values());
            case DoubleVector doubles -> doubles(pages, addresses, rows, count, offset, doubles.values());
            case StringVector strings -> {
                strings(pages, addresses, rows, count, offset, strings.views());
                strings.shareHeaps(pages, pageCount);
            }
            case DecimalVector decimals -> {
                longs(pages, addresses, rows, count, offset, decimals.values());
                if (!layout.wideDecimal(column)
                        || !highWords(pages, addresses, rows, count, offset + 8, decimals)) {
                    decimals.startNarrow();
                }
            }
        }
    }

    /// Copies the nulls of a column into a vector without any.
    static void nulls(
            RowLayout layout,
            int column,
            MemorySegment[] pages,
            long[] addresses,
            int @Nullable [] rows,
            int count,
            FlatVector target) {
        if (!layout.nullable(column)) {
            return;
        }
        int offset = layout.nullByteOffset(column);
        int mask = layout.nullMask(column);
        int any = 0;
        for (int i = 0; i < count; i++) {
            long address = addresses[rows == null ? i : rows[i]];
            any |= pages[RowAddress.page(address)].get(RowScatter.BYTE, RowAddress.offset(address) + offset);
        }
        if ((any & mask) == 0) {
            return;
        }
        long[] validity = target.startValidity(target.capacity());
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long address = addresses[row];
            int bits = pages[RowAddress.page(address)].get(RowScatter.BYTE, RowAddress.offset(address) + offset);
            validity[row >> 6] &= ~((bits & mask) != 0 ? 1L << row : 0L);
        }
    }

    private static void booleans(
            MemorySegment[] pages, long[] addresses, int @Nullable [] rows, int count, int offset, long[] target) {
        Arrays.fill(target, 0L);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long address = addresses[row];
            long bit = pages[RowAddress.page(address)].get(RowScatter.BYTE, RowAddress.offset(address) + offset);
            target[row >> 6] |= bit << row;
        }
    }

    private static void ints(
            MemorySegment[] pages, long[] addresses, int @Nullable [] rows, int count, int offset, int[] target) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long address = addresses[row];
            target[row] = pages[RowAddress.page(address)].get(RowScatter.INT, RowAddress.offset(address) + offset);
        }
    }

    static void longs(
            MemorySegment[] pages, long[] addresses, int @Nullable [] rows, int count, int offset, long[] target) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long address = addresses[row];
            target[row] = pages[RowAddress.page(address)].get(RowScatter.LONG, RowAddress.offset(address) + offset);
        }
    }

    private static void doubles(
            MemorySegment[] pages, long[] addresses, int @Nullable [] rows, int count, int offset, double[] target) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long address = addresses[row];
            target[row] =
                    pages[RowAddress.page(address)].get(RowScatter.DOUBLE, RowAddress.offset(address) + offset);
        }
    }

    /// @return whether some value needs its high word
    private static boolean highWords(
            MemorySegment[] pages,
            long[] addresses,
            int @Nullable [] rows,
            int count,
            int offset,
            DecimalVector target) {
        long[] low = target.values();
        long[] high = target.startWide();
        long wide = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long address = addresses[row];
            long word = pages[RowAddress.page(address)].get(RowScatter.LONG, RowAddress.offset(address) + offset);
            high[row] = word;
            wide |= word ^ low[row] >> 63;
        }
        return wide != 0;
    }

    private static void strings(
            MemorySegment[] pages, long[] addresses, int @Nullable [] rows, int count, int offset, long[] views) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long address = addresses[row];
            MemorySegment page = pages[RowAddress.page(address)];
            long at = RowAddress.offset(address) + offset;
            long first = page.get(RowScatter.LONG, at);
            // All bits set for a long string: only then does the page's number belong into the view.
            long isLong = ((long) StringViews.INLINE_BYTES_MAX - StringViews.length(first)) >> 63;
            views[2 * row] = first;
            views[2 * row + 1] = page.get(RowScatter.LONG, at + 8) | RowAddress.page(address) & isLong;
        }
    }
}
