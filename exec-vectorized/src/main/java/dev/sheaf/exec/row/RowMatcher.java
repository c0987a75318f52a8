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

/// Compares columns of vectors with columns of rows of the same types, pair by pair, a column at a time. Nulls are
/// equal to each other and to nothing else, so are NaNs; -0.0 equals 0.0.
public final class RowMatcher {
    private RowMatcher() {}

    /// Notes the pairs that differ in a column: `differs[i] |= source[rows[i]] is not row(addresses[i]).column`.
    ///
    /// @param scratch as long as `differs`
    public static void compare(
            RowCollection collection,
            int column,
            FlatVector source,
            int[] rows,
            long[] addresses,
            int count,
            boolean[] differs,
            boolean[] scratch) {
        RowLayout layout = collection.layout();
        MemorySegment[] pages = collection.pages();
        if (!layout.nullable(column) && !source.hasNulls()) {
            values(layout, pages, column, source, rows, addresses, count, differs);
            return;
        }
        Arrays.fill(scratch, 0, count, false);
        values(layout, pages, column, source, rows, addresses, count, scratch);
        for (int i = 0; i < count; i++) {
            boolean rowNull = isNull(layout, pages, column, addresses[i]);
            boolean sourceNull = source.isNull(rows[i]);
            differs[i] |= rowNull || sourceNull ? rowNull != sourceNull : scratch[i];
        }
    }

    private static boolean isNull(RowLayout layout, MemorySegment[] pages, int column, long address) {
        return layout.nullable(column)
                && (RowHeaders.byteAt(pages, address, layout.nullByteOffset(column)) & layout.nullMask(column)) != 0;
    }

    private static void values(
            RowLayout layout,
            MemorySegment[] pages,
            int column,
            FlatVector source,
            int[] rows,
            long[] addresses,
            int count,
            boolean[] differs) {
        int offset = layout.offset(column);
        switch (source) {
            case BooleanVector booleans -> booleans(booleans, rows, pages, addresses, offset, count, differs);
            case IntVector ints -> ints(ints.values(), rows, pages, addresses, offset, count, differs);
            case LongVector longs -> longs(longs.values(), rows, pages, addresses, offset, count, differs);
            case DoubleVector doubles -> doubles(doubles.values(), rows, pages, addresses, offset, count, differs);
            case StringVector strings -> strings(strings, rows, pages, addresses, offset, count, differs);
            case DecimalVector decimals -> {
                longs(decimals.values(), rows, pages, addresses, offset, count, differs);
                if (layout.wideDecimal(column)) {
                    highWords(decimals, rows, pages, addresses, offset + 8, count, differs);
                }
            }
        }
    }

    private static void booleans(
            BooleanVector source,
            int[] rows,
            MemorySegment[] pages,
            long[] addresses,
            int offset,
            int count,
            boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= source.value(rows[i]) != (RowHeaders.byteAt(pages, addresses[i], offset) != 0);
        }
    }

    private static void ints(
            int[] source,
            int[] rows,
            MemorySegment[] pages,
            long[] addresses,
            int offset,
            int count,
            boolean[] differs) {
        for (int i = 0; i < count; i++) {
            long address = addresses[i];
            int value = pages[RowAddress.page(address)].get(RowScatter.INT, RowAddress.offset(address) + offset);
            differs[i] |= source[rows[i]] != value;
        }
    }

    private static void longs(
            long[] source,
            int[] rows,
            MemorySegment[] pages,
            long[] addresses,
            int offset,
            int count,
            boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= source[rows[i]] != RowHeaders.longAt(pages, addresses[i], offset);
        }
    }

    private static void doubles(
            double[] source,
            int[] rows,
            MemorySegment[] pages,
            long[] addresses,
            int offset,
            int count,
            boolean[] differs) {
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(RowHeaders.longAt(pages, addresses[i], offset));
            differs[i] |= Double.doubleToLongBits(source[rows[i]] + 0.0) != Double.doubleToLongBits(value + 0.0);
        }
    }

    private static void highWords(
            DecimalVector source,
            int[] rows,
            MemorySegment[] pages,
            long[] addresses,
            int offset,
            int count,
            boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= source.highWord(rows[i]) != RowHeaders.longAt(pages, addresses[i], offset);
        }
    }

    private static void strings(
            StringVector source,
            int[] rows,
            MemorySegment[] pages,
            long[] addresses,
            int offset,
            int count,
            boolean[] differs) {
        long[] views = source.views();
        MemorySegment[] heaps = source.heaps();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long address = addresses[i];
            long first = RowHeaders.longAt(pages, address, offset);
            if (first != views[2 * row]) {
                differs[i] = true;
                continue;
            }
            long second = RowHeaders.longAt(pages, address, offset + 8);
            boolean isLong = !StringViews.isInline(StringViews.length(first));
            // A null's view is empty in a row, but may refer to nothing in a vector.
            differs[i] |= !source.isNull(row)
                    && !StringViews.equal(
                            first,
                            isLong ? second | RowAddress.page(address) : second,
                            pages,
                            views[2 * row],
                            views[2 * row + 1],
                            heaps);
        }
    }

    /// Whether two rows are equal in some columns.
    ///
    /// @param count the first so many columns of the layout are compared
    public static boolean equal(RowCollection collection, int count, long left, long right) {
        RowLayout layout = collection.layout();
        MemorySegment[] pages = collection.pages();
        for (int column = 0; column < count; column++) {
            boolean leftNull = isNull(layout, pages, column, left);
            boolean rightNull = isNull(layout, pages, column, right);
            if (leftNull || rightNull) {
                if (leftNull != rightNull) {
                    return false;
                }
            } else if (!equalValues(layout, pages, column, left, right)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalValues(
            RowLayout layout, MemorySegment[] pages, int column, long left, long right) {
        int offset = layout.offset(column);
        return switch (layout.schema().type(column).physical()) {
            case BOOLEAN -> RowHeaders.byteAt(pages, left, offset) == RowHeaders.byteAt(pages, right, offset);
            case INT -> intAt(pages, left, offset) == intAt(pages, right, offset);
            case LONG -> RowHeaders.longAt(pages, left, offset) == RowHeaders.longAt(pages, right, offset);
            case DOUBLE -> canonical(pages, left, offset) == canonical(pages, right, offset);
            case DECIMAL -> RowHeaders.longAt(pages, left, offset) == RowHeaders.longAt(pages, right, offset)
                    && (!layout.wideDecimal(column)
                            || RowHeaders.longAt(pages, left, offset + 8)
                                    == RowHeaders.longAt(pages, right, offset + 8));
            case STRING -> {
                long leftFirst = RowHeaders.longAt(pages, left, offset);
                long rightFirst = RowHeaders.longAt(pages, right, offset);
                boolean isLong = !StringViews.isInline(StringViews.length(leftFirst));
                yield StringViews.equal(
                        leftFirst,
                        RowHeaders.longAt(pages, left, offset + 8) | (isLong ? RowAddress.page(left) : 0),
                        pages,
                        rightFirst,
                        RowHeaders.longAt(pages, right, offset + 8) | (isLong ? RowAddress.page(right) : 0),
                        pages);
            }
        };
    }

    private static int intAt(MemorySegment[] pages, long address, int offset) {
        return pages[RowAddress.page(address)].get(RowScatter.INT, RowAddress.offset(address) + offset);
    }

    private static long canonical(MemorySegment[] pages, long address, int offset) {
        return Double.doubleToLongBits(Double.longBitsToDouble(RowHeaders.longAt(pages, address, offset)) + 0.0);
    }
}
