// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Copies columns of vectors into rows: `row(addresses[i]).column = source[rows[i]]`, or `source[i]` without `rows`.
/// One loop per column.
final class RowScatter {
    static final ValueLayout.OfInt INT = StringViews.INT;
    static final ValueLayout.OfLong LONG = StringViews.LONG;
    static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private RowScatter() {}

    /// Marks all columns of the rows as not null.
    static void clearNulls(RowLayout layout, MemorySegment[] pages, long[] addresses, int count) {
        for (int b = 0; b < layout.nullBytes(); b++) {
            int offset = layout.headerBytes() + b;
            for (int i = 0; i < count; i++) {
                pages[RowAddress.page(addresses[i])].set(BYTE, RowAddress.offset(addresses[i]) + offset, (byte) 0);
            }
        }
    }

    /// Copies the nulls of a column; [#clearNulls] came before.
    static void nulls(
            RowLayout layout,
            int column,
            FlatVector source,
            int @Nullable [] rows,
            int count,
            MemorySegment[] pages,
            long[] addresses) {
        long[] validity = source.validity();
        if (validity == null) {
            return;
        }
        boolean nullable = layout.nullable(column);
        int offset = nullable ? layout.nullByteOffset(column) : 0;
        int mask = nullable ? layout.nullMask(column) : 0;
        for (int i = 0; i < count; i++) {
            if (Bits.get(validity, rows == null ? i : rows[i])) {
                continue;
            }
            if (!nullable) {
                throw new SheafException(
                        ErrorCode.INTERNAL_ERROR,
                        "a null in column " + layout.schema().name(column) + ", which was said to have none");
            }
            MemorySegment page = pages[RowAddress.page(addresses[i])];
            long at = RowAddress.offset(addresses[i]) + offset;
            page.set(BYTE, at, (byte) (page.get(BYTE, at) | mask));
        }
    }

    /// Copies the values of a column; what stands under nulls is copied too, but for strings, which become empty.
    ///
    /// @param heapOffsets per row, where its next long string goes in its page's heap part; moved on here. Only needed
    /// for strings
    static void values(
            RowLayout layout,
            int column,
            FlatVector source,
            int @Nullable [] rows,
            int count,
            MemorySegment[] pages,
            long[] addresses,
            int[] heapOffsets) {
        int offset = layout.offset(column);
        switch (source) {
            case BooleanVector booleans -> booleans(booleans.bits(), rows, count, pages, addresses, offset);
            case IntVector ints -> ints(ints.values(), rows, count, pages, addresses, offset);
            case LongVector longs -> longs(longs.values(), rows, count, pages, addresses, offset);
            case DoubleVector doubles -> doubles(doubles.values(), rows, count, pages, addresses, offset);
            case StringVector strings -> strings(strings, rows, count, pages, addresses, offset, heapOffsets);
            case DecimalVector decimals -> {
                longs(decimals.values(), rows, count, pages, addresses, offset);
                if (layout.wideDecimal(column)) {
                    highWords(decimals, rows, count, pages, addresses, offset + 8);
                } else if (decimals.wide()) {
                    checkNarrow(decimals, rows, count, layout.schema().name(column));
                }
            }
        }
    }

    /// Adds up what the long strings of a column need in the heap parts.
    static void addHeapBytes(StringVector source, int @Nullable [] rows, int count, int[] heapBytes) {
        long[] views = source.views();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int length = StringViews.length(views[2 * row]);
            if (!StringViews.isInline(length) && !source.isNull(row)) {
                heapBytes[i] = Math.addExact(heapBytes[i], length);
            }
        }
    }

    private static void booleans(
            long[] source, int @Nullable [] rows, int count, MemorySegment[] pages, long[] addresses, int offset) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            byte value = (byte) (source[row >> 6] >>> row & 1);
            pages[RowAddress.page(addresses[i])].set(BYTE, RowAddress.offset(addresses[i]) + offset, value);
        }
    }

    private static void ints(
            int[] source, int @Nullable [] rows, int count, MemorySegment[] pages, long[] addresses, int offset) {
        for (int i = 0; i < count; i++) {
            int value = source[rows == null ? i : rows[i]];
            pages[RowAddress.page(addresses[i])].set(INT, RowAddress.offset(addresses[i]) + offset, value);
        }
    }

    static void longs(
            long[] source, int @Nullable [] rows, int count, MemorySegment[] pages, long[] addresses, int offset) {
        for (int i = 0; i < count; i++) {
            long value = source[rows == null ? i : rows[i]];
            pages[RowAddress.page(addresses[i])].set(LONG, RowAddress.offset(addresses[i]) + offset, value);
        }
    }

    private static void doubles(
            double[] source, int @Nullable [] rows, int count, MemorySegment[] pages, long[] addresses, int offset) {
        for (int i = 0; i < count; i++) {
            double value = source[rows == null ? i : rows[i]];
            pages[RowAddress.page(addresses[i])].set(DOUBLE, RowAddress.offset(addresses[i]) + offset, value);
        }
    }

    private static void highWords(
            DecimalVector source,
            int @Nullable [] rows,
            int count,
            MemorySegment[] pages,
            long[] addresses,
            int offset) {
        if (source.wide()) {
            longs(source.high(), rows, count, pages, addresses, offset);
            return;
        }
        long[] values = source.values();
        for (int i = 0; i < count; i++) {
            long high = values[rows == null ? i : rows[i]] >> 63;
            pages[RowAddress.page(addresses[i])].set(LONG, RowAddress.offset(addresses[i]) + offset, high);
        }
    }

    private static void checkNarrow(DecimalVector source, int @Nullable [] rows, int count, String name) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (source.high()[row] != source.values()[row] >> 63 && !source.isNull(row)) {
                throw new SheafException(
                        ErrorCode.NUMERIC_OUT_OF_RANGE,
                        "a value of column " + name + " is out of range for " + source.type().sqlName());
            }
        }
    }

    private static void strings(
            StringVector source,
            int @Nullable [] rows,
            int count,
            MemorySegment[] pages,
            long[] addresses,
            int offset,
            int[] heapOffsets) {
        long[] views = source.views();
        MemorySegment[] heaps = source.heaps();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long first = views[2 * row];
            long second = views[2 * row + 1];
            MemorySegment page = pages[RowAddress.page(addresses[i])];
            int length = StringViews.length(first);
            if (source.isNull(row)) {
                first = 0;
                second = 0;
            } else if (!StringViews.isInline(length)) {
                int heapOffset = heapOffsets[i];
                MemorySegment.copy(
                        heaps[StringViews.heap(second)], StringViews.offset(second), page, heapOffset, length);
                heapOffsets[i] = heapOffset + length;
                second = StringViews.reference(0, heapOffset);
            }
            long at = RowAddress.offset(addresses[i]) + offset;
            page.set(LONG, at, first);
            page.set(LONG, at + 8, second);
        }
    }
}
