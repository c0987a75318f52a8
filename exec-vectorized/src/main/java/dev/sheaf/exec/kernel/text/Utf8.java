// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// UTF-8 eight bytes at a time: a code point is counted by the bytes that aren't continuations (`10xxxxxx`).
public final class Utf8 {
    static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /// How many of eight bytes continue a code point.
    private static int continuations(long word) {
        return Long.bitCount(word & ~word << 1 & HIGH_BITS);
    }

    /// How many code points the bytes have.
    public static int codePoints(MemorySegment segment, long offset, int length) {
        int count = length;
        for (int i = 0; i < length; i += 8) {
            count -= continuations(StringViews.bytes(segment, offset + i, length - i));
        }
        return count;
    }

    /// How many code points a string of at most twelve bytes has, from its view.
    static int codePoints(long first, long second) {
        return StringViews.length(first) - continuations(first >>> 32) - continuations(second);
    }

    static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }

    /// How many bytes the first code points take, at most `length`.
    public static int bytes(MemorySegment segment, long offset, int length, long codePoints) {
        if (codePoints >= length) {
            return length;
        }
        long left = codePoints;
        int i = 0;
        while (left >= 8 && i + 8 <= length) {
            left -= 8 - continuations(segment.get(StringViews.LONG, offset + i));
            i += 8;
        }
        // The last word may have ended inside a code point.
        while (i < length && isContinuation(segment.get(ValueLayout.JAVA_BYTE, offset + i))) {
            i++;
        }
        while (left > 0 && i < length) {
            i += size(segment.get(ValueLayout.JAVA_BYTE, offset + i));
            left--;
        }
        return Math.min(i, length);
    }

    /// How many bytes the last code points take.
    static int bytesFromEnd(MemorySegment segment, long offset, int length, long codePoints) {
        long left = codePoints;
        int i = length;
        while (left > 0 && i > 0) {
            i--;
            left -= isContinuation(segment.get(ValueLayout.JAVA_BYTE, offset + i)) ? 0 : 1;
        }
        return length - i;
    }

    /// How many bytes a code point with that first byte has.
    public static int size(byte first) {
        if (first >= 0) {
            return 1;
        }
        int size = Integer.numberOfLeadingZeros(~first << 24);
        return size < 2 ? 1 : Math.min(size, 4);
    }

    /// The code point at a place; a broken sequence gives U+FFFD.
    public static int codePoint(MemorySegment segment, long offset, int available) {
        byte first = segment.get(ValueLayout.JAVA_BYTE, offset);
        if (first >= 0) {
            return first;
        }
        int size = size(first);
        if (size == 1 || size > available) {
            return 0xFFFD;
        }
        int codePoint = first & 0x7F >> size;
        for (int i = 1; i < size; i++) {
            codePoint = codePoint << 6 | segment.get(ValueLayout.JAVA_BYTE, offset + i) & 0x3F;
        }
        return Character.isValidCodePoint(codePoint) ? codePoint : 0xFFFD;
    }

    /// How many code points the first bytes of an array have, which goes on for eight bytes at least.
    static int codePoints(byte[] bytes, int length) {
        int count = length;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            count -= continuations(Words.getLong(bytes, i));
        }
        return count - continuations(Words.first(Words.getLong(bytes, i), length - i));
    }

    /// Whether the first bytes of an array, which goes on for eight bytes at least, are all below 128.
    static boolean isAscii(byte[] bytes, int length) {
        long all = 0;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            all |= Words.getLong(bytes, i);
        }
        return ((all | Words.first(Words.getLong(bytes, i), length - i)) & HIGH_BITS) == 0;
    }
}
