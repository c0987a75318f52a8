// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static dev.sheaf.storage.parquet.BitUnpacker.INT;
import static dev.sheaf.storage.parquet.BitUnpacker.LONG;

import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Builds [StringViews] over the bytes of pages, a batch of values at a time. Loads run up to twelve bytes past a
/// value, which the padding of page buffers allows for, and so need no look at its length.
final class PageStrings {
    private PageStrings() {}

    /// Views over PLAIN values (32-bit length, bytes) from `position` on; returns the position behind the last one.
    static long plain(
            MemorySegment page, long position, long end, int heap, long[] views, int offset, int count) {
        long at = position;
        for (int i = 0; i < count; i++) {
            int length = length(page, at, end);
            at += 4;
            put(page, at, length, heap, views, offset + i);
            at += length;
        }
        return at;
    }

    /// Position behind `count` PLAIN values.
    static long skipPlain(MemorySegment page, long position, long end, int count) {
        long at = position;
        for (int i = 0; i < count; i++) {
            int length = length(page, at, end);
            at += 4;
            at += length;
        }
        return at;
    }

    /// The length that stands at a position, checked against the end of the page.
    private static int length(MemorySegment page, long at, long end) {
        if (end - at < 4) {
            throw new MalformedDataException("a string's length lies past the page");
        }
        int length = page.get(INT, at);
        if (length < 0 || length > end - at - 4) {
            throw new MalformedDataException("a string of " + length + " bytes lies past the page");
        }
        return length;
    }

    /// Views over values of one length that lie one after the other.
    static void fixed(MemorySegment page, long position, int length, int heap, long[] views, int offset, int count) {
        for (int i = 0; i < count; i++) {
            put(page, position + (long) i * length, length, heap, views, offset + i);
        }
    }

    static void put(MemorySegment page, long at, int length, int heap, long[] views, int row) {
        long low = page.get(LONG, at);
        if (!StringViews.isInline(length)) {
            views[2 * row] = length | low << 32;
            views[2 * row + 1] = StringViews.reference(heap, (int) at);
            return;
        }
        long tail = page.get(LONG, at + 4);
        // Bytes behind the value are cleared: shifting by 64 or more would not clear, so each side is shifted twice.
        int lowBits = 8 * Math.min(4, length);
        int tailBits = 8 * Math.max(0, length - 4);
        long lowMask = (1L << lowBits) - 1;
        long tailMask = (1L << (tailBits >>> 1) << (tailBits - (tailBits >>> 1))) - 1;
        views[2 * row] = length | (low & lowMask) << 32;
        views[2 * row + 1] = tail & tailMask;
    }

    /// One byte of a view's value.
    static byte byteAt(long[] views, int row, MemorySegment[] heaps, int index) {
        long first = views[2 * row];
        long second = views[2 * row + 1];
        return StringViews.isInline(StringViews.length(first))
                ? StringViews.inlineByte(first, second, index)
                : heaps[StringViews.heap(second)].get(
                        ValueLayout.JAVA_BYTE, StringViews.offset(second) + (long) index);
    }
}
