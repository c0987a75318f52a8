// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.row.RowAddress;
import dev.sheaf.exec.row.RowLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/// Compares rows in row pages column by column: what decides when their normalised keys are equal but don't say it all.
/// Safe for use by many threads.
final class RowComparator {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final RowLayout layout;
    private final KeyField[] fields;

    RowComparator(RowLayout layout, List<KeyField> fields) {
        this.layout = layout;
        this.fields = fields.toArray(KeyField[]::new);
    }

    int compare(MemorySegment[] pages, long address1, long address2) {
        MemorySegment page1 = pages[RowAddress.page(address1)];
        MemorySegment page2 = pages[RowAddress.page(address2)];
        long row1 = RowAddress.offset(address1);
        long row2 = RowAddress.offset(address2);
        for (KeyField field : fields) {
            int order = compare(field, page1, row1, page2, row2);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int compare(KeyField field, MemorySegment page1, long row1, MemorySegment page2, long row2) {
        int column = field.column();
        if (field.nullable()) {
            boolean null1 = isNull(column, page1, row1);
            boolean null2 = isNull(column, page2, row2);
            if (null1 || null2) {
                return null1 == null2 ? 0 : null1 == field.nullsFirst() ? -1 : 1;
            }
        }
        long at1 = row1 + layout.offset(column);
        long at2 = row2 + layout.offset(column);
        int order = switch (field.kind()) {
            case BOOLEAN -> Byte.compare(page1.get(ValueLayout.JAVA_BYTE, at1), page2.get(ValueLayout.JAVA_BYTE, at2));
            case INT -> Integer.compare(page1.get(StringViews.INT, at1), page2.get(StringViews.INT, at2));
            case LONG, NARROW_DECIMAL ->
                    Long.compare(page1.get(StringViews.LONG, at1), page2.get(StringViews.LONG, at2));
            case DOUBLE -> Double.compare(page1.get(DOUBLE, at1) + 0.0, page2.get(DOUBLE, at2) + 0.0);
            case WIDE_DECIMAL -> compareWide(page1, at1, page2, at2);
            case STRING -> compareStrings(page1, at1, page2, at2);
        };
        return field.descending() ? -order : order;
    }

    private boolean isNull(int column, MemorySegment page, long row) {
        return (page.get(ValueLayout.JAVA_BYTE, row + layout.nullByteOffset(column)) & layout.nullMask(column)) != 0;
    }

    private static int compareWide(MemorySegment page1, long at1, MemorySegment page2, long at2) {
        int high = Long.compare(page1.get(StringViews.LONG, at1 + 8), page2.get(StringViews.LONG, at2 + 8));
        return high != 0
                ? high
                : Long.compareUnsigned(page1.get(StringViews.LONG, at1), page2.get(StringViews.LONG, at2));
    }

    private static int compareStrings(MemorySegment page1, long at1, MemorySegment page2, long at2) {
        long first1 = page1.get(StringViews.LONG, at1);
        long first2 = page2.get(StringViews.LONG, at2);
        long second1 = page1.get(StringViews.LONG, at1 + 8);
        long second2 = page2.get(StringViews.LONG, at2 + 8);
        int length1 = StringViews.length(first1);
        int length2 = StringViews.length(first2);
        int common = Math.min(length1, length2);
        for (int i = 0; i < common; i += 8) {
            int bytes = Math.min(8, common - i);
            long word1 = word(page1, first1, second1, length1, i, bytes);
            long word2 = word(page2, first2, second2, length2, i, bytes);
            if (word1 != word2) {
                return Long.compareUnsigned(Long.reverseBytes(word1), Long.reverseBytes(word2));
            }
        }
        return Integer.compare(length1, length2);
    }

    /// Up to eight bytes of a string from `from`, a multiple of eight, on, zero-filled. In row pages a long string's
    /// bytes lie in its own page.
    private static long word(MemorySegment page, long first, long second, int length, int from, int bytes) {
        if (!StringViews.isInline(length)) {
            return StringViews.bytes(page, StringViews.offset(second) + (long) from, bytes);
        }
        long word = from == 0 ? first >>> 32 | second << 32 : second >>> 32;
        return bytes == 8 ? word : word & (-1L >>> (64 - 8 * bytes));
    }
}
