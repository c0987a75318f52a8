// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The 16-byte views by which strings stand in vectors, batches and row pages, the layout of Arrow's Utf8View (and of
/// Umbra's and DuckDB's strings): two little-endian longs. The first holds the length in its low half and the first
/// four bytes in its high half. The second holds bytes 4 to 11 of a string of at most [#INLINE_BYTES_MAX], else the
/// heap's number in its low half and the offset there in its high half. Unused bytes of short strings are zero, so
/// equal short strings have equal views.
public final class StringViews {
    public static final int INLINE_BYTES_MAX = 12;
    private static final int WORD_COPY_BYTES_MAX = 64;
    public static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private StringViews() {}

    public static int length(long first) {
        return (int) first;
    }

    public static boolean isInline(int length) {
        return length <= INLINE_BYTES_MAX;
    }

    public static int heap(long second) {
        return (int) second;
    }

    public static int offset(long second) {
        return (int) (second >>> 32);
    }

    /// The second word of a long string's view.
    public static long reference(int heap, int offset) {
        return (heap & 0xFFFF_FFFFL) | (long) offset << 32;
    }

    /// The first word of the view of a string in memory.
    public static long first(MemorySegment heap, long offset, int length) {
        long prefix = length >= 4 ? heap.get(INT, offset) & 0xFFFF_FFFFL : bytes(heap, offset, length);
        return (length & 0xFFFF_FFFFL) | prefix << 32;
    }

    /// The second word of the view of a string in memory that is short enough to be inline.
    public static long inlineSecond(MemorySegment heap, long offset, int length) {
        if (length <= 4) {
            return 0;
        }
        return length == INLINE_BYTES_MAX ? heap.get(LONG, offset + 4) : bytes(heap, offset + 4, length - 4);
    }

    /// Up to eight bytes as a little-endian number, zero-filled.
    public static long bytes(MemorySegment heap, long offset, int count) {
        if (count >= 8) {
            return heap.get(LONG, offset);
        }
        if (offset + 8 <= heap.byteSize()) {
            return count == 0 ? 0 : heap.get(LONG, offset) & (-1L >>> (64 - 8 * count));
        }
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | heap.get(ValueLayout.JAVA_BYTE, offset + i) & 0xFF;
        }
        return value;
    }

    /// The first eight bytes of the string as an unsigned big-endian number: orders strings up to their eighth byte.
    public static long orderedPrefix(long first, long second, MemorySegment[] heaps) {
        int length = length(first);
        long tail = isInline(length) ? second & 0xFFFF_FFFFL
                : bytes(heaps[heap(second)], offset(second) + 4L, 4);
        return Long.reverseBytes(first >>> 32 | tail << 32);
    }

    /// Whether two strings have the same bytes.
    public static boolean equal(
            long first1, long second1, MemorySegment[] heaps1, long first2, long second2, MemorySegment[] heaps2) {
        if (first1 != first2) {
            return false;
        }
        int length = length(first1);
        if (isInline(length)) {
            return second1 == second2;
        }
        MemorySegment heap1 = heaps1[heap(second1)];
        MemorySegment heap2 = heaps2[heap(second2)];
        long offset1 = offset(second1);
        long offset2 = offset(second2);
        int i = 4;
        for (; i + 8 <= length; i += 8) {
            if (heap1.get(LONG, offset1 + i) != heap2.get(LONG, offset2 + i)) {
                return false;
            }
        }
        // The last eight bytes overlap those compared already: a string this long has at least thirteen.
        return i == length || heap1.get(LONG, offset1 + length - 8) == heap2.get(LONG, offset2 + length - 8);
    }

    /// Orders two strings by their unsigned bytes.
    public static int compare(
            long first1, long second1, MemorySegment[] heaps1, long first2, long second2, MemorySegment[] heaps2) {
        int prefix1 = Integer.reverseBytes((int) (first1 >>> 32));
        int prefix2 = Integer.reverseBytes((int) (first2 >>> 32));
        if (prefix1 != prefix2) {
            return Integer.compareUnsigned(prefix1, prefix2);
        }
        int length1 = length(first1);
        int length2 = length(first2);
        int common = Math.min(length1, length2);
        for (int i = 4; i < common; i += 8) {
            int count = Math.min(8, common - i);
            long word1 = word(first1, second1, heaps1, i, count);
            long word2 = word(first2, second2, heaps2, i, count);
            if (word1 != word2) {
                return Long.compareUnsigned(Long.reverseBytes(word1), Long.reverseBytes(word2));
            }
        }
        return Integer.compare(length1, length2);
    }

    private static long word(long first, long second, MemorySegment[] heaps, int from, int count) {
        if (!isInline(length(first))) {
            return bytes(heaps[heap(second)], offset(second) + (long) from, count);
        }
        return count == 8 ? second : second & (-1L >>> (64 - 8 * count));
    }

    /// Copies the string's bytes.
    public static void copyTo(
            long first, long second, MemorySegment[] heaps, MemorySegment target, long targetOffset) {
        int length = length(first);
        if (isInline(length)) {
            copyInline(first, second, length, target, targetOffset);
            return;
        }
        MemorySegment heap = heaps[heap(second)];
        long offset = offset(second);
        if (length > WORD_COPY_BYTES_MAX) {
            MemorySegment.copy(heap, offset, target, targetOffset, length);
            return;
        }
        // The call for any length costs more than the few words of most strings; the last word overlaps.
        for (int i = 0; i < length - 8; i += 8) {
            target.set(LONG, targetOffset + i, heap.get(LONG, offset + i));
        }
        target.set(LONG, targetOffset + length - 8, heap.get(LONG, offset + length - 8));
    }

    private static void copyInline(long first, long second, int length, MemorySegment target, long offset) {
        long low = first >>> 32 | second << 32;
        if (length >= 8) {
            target.set(LONG, offset, low);
            target.set(INT, offset + length - 4, (int) (second >>> (8 * (length - 8))));
        } else if (length >= 4) {
            target.set(INT, offset, (int) low);
            target.set(INT, offset + length - 4, (int) (low >>> (8 * (length - 4))));
        } else {
            for (int i = 0; i < length; i++) {
                target.set(ValueLayout.JAVA_BYTE, offset + i, (byte) (low >>> (8 * i)));
            }
        }
    }

    /// The string's bytes, in an array of its own.
    public static byte[] toByteArray(long first, long second, MemorySegment[] heaps) {
        byte[] bytes = new byte[length(first)];
        copyTo(first, second, heaps, MemorySegment.ofArray(bytes), 0);
        return bytes;
    }

    /// Byte `index` of a short string.
    public static byte inlineByte(long first, long second, int index) {
        return (byte) (index < 4 ? first >>> (32 + 8 * index) : second >>> (8 * (index - 4)));
    }
}
