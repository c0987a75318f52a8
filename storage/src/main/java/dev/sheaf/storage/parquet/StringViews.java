// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static dev.sheaf.storage.parquet.BitUnpacker.INT;
import static dev.sheaf.storage.parquet.BitUnpacker.LONG;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Kernels that build 16-byte string views (Arrow's Utf8View layout: 32-bit length, then up to twelve bytes inline, or
/// a 4-byte prefix, heap index and offset) over page bytes. Loads run up to twelve bytes past a value, which the
/// padding of page buffers allows for.
final class StringViews {
    static final int INLINE_MAX = 12;

    private StringViews() {}

    /// Views over PLAIN values (32-bit length, bytes) from `position` on; returns the position behind the last one.
    static long plain(
            MemorySegment page, long position, long end, int heap, long[] views, int offset, int count) {
        long at = position;
        for (int i = 0; i < count; i++) {
            if (end - at < 4) {
                throw new MalformedDataException("a string's length lies past the page");
            }
            int length = page.get(INT, at);
            at += 4;
            if (length < 0 || length > end - at) {
                throw new MalformedDataException("a string of " + length + " bytes lies past the page");
            }
            put(page, at, length, heap, views, offset + i);
            at += length;
        }
        return at;
    }

    /// Position behind `count` PLAIN values.
    static long skipPlain(MemorySegment page, long position, long end, int count) {
        long at = position;
        for (int i = 0; i < count; i++) {
            if (end - at < 4) {
                throw new MalformedDataException("a string's length lies past the page");
            }
            int length = page.get(INT, at);
            at += 4;
            if (length < 0 || length > end - at) {
                throw new MalformedDataException("a string of " + length + " bytes lies past the page");
            }
            at += length;
        }
        return at;
    }

    /// Views over values of one length that lie one after the other.
    static void fixed(MemorySegment page, long position, int length, int heap, long[] views, int offset, int count) {
        for (int i = 0; i < count; i++) {
            put(page, position + (long) i * length, length, heap, views, offset + i);
        }
    }

    static void put(MemorySegment page, long at, int length, int heap, long[] views, int row) {
        long low = page.get(LONG, at);
        if (length > INLINE_MAX) {
            views[2 * row] = length | low << 32;
            views[2 * row + 1] = heap | at << 32;
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

    static int length(long[] views, int row) {
        return (int) views[2 * row];
    }

    /// Copies the bytes of a view's value to `target`.
    static void copy(long[] views, int row, MemorySegment[] heaps, MemorySegment target, long at) {
        int length = length(views, row);
        if (length > INLINE_MAX) {
            MemorySegment.copy(heaps[(int) views[2 * row + 1]], views[2 * row + 1] >>> 32, target, at, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            target.set(ValueLayout.JAVA_BYTE, at + i, inlineByte(views, row, i));
        }
    }

    /// One byte of a view's value.
    static byte byteAt(long[] views, int row, MemorySegment[] heaps, int index) {
        return length(views, row) > INLINE_MAX
                ? heaps[(int) views[2 * row + 1]].get(
                        ValueLayout.JAVA_BYTE, (views[2 * row + 1] >>> 32) + index)
                : inlineByte(views, row, index);
    }

    private static byte inlineByte(long[] views, int row, int index) {
        return (byte) (index < 4 ? views[2 * row] >>> (32 + 8 * index) : views[2 * row + 1] >>> 8 * (index - 4));
    }
}
