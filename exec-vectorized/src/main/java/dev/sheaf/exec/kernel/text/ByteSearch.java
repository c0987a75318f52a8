// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Finds one byte string in others, eight places at a time: a place is looked at only when the needle's first and last
/// bytes are both there
/// (the "generic SIMD" search of Wojciech Muła, in 64-bit words). For UTF-8, matches of bytes are matches of code
/// points.
public final class ByteSearch {
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

    private final byte[] needle;
    /// The needle eight bytes a word, filled up with zeros.
    private final long[] words;
    private final long firstBytes;
    private final long lastBytes;

    public ByteSearch(byte[] needle) {
        this.needle = needle;
        this.words = new long[(needle.length + 7) / 8];
        for (int i = 0; i < needle.length; i++) {
            words[i >> 3] |= (needle[i] & 0xFFL) << 8 * (i & 7);
        }
        this.firstBytes = needle.length == 0 ? 0 : (needle[0] & 0xFF) * ONES;
        this.lastBytes = needle.length == 0 ? 0 : (needle[needle.length - 1] & 0xFF) * ONES;
    }

    public static ByteSearch of(String needle) {
        return new ByteSearch(needle.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return needle.length;
    }

    /// A byte of the needle.
    public byte at(int index) {
        return needle[index];
    }

    /// Whether that byte is the needle's at a place.
    public boolean hasAt(int index, byte value) {
        return needle[index] == value;
    }

    /// The first place of the needle in a string, from its start, or -1.
    public int indexIn(TextCursor text) {
        return indexIn(text.segment(), text.offset(), 0, text.length());
    }

    /// The first place of the needle at or after `from`, relative to `offset`, or -1.
    ///
    /// @param to the end of the string, relative to `offset`
    public int indexIn(MemorySegment segment, long offset, int from, int to) {
        int last = to - needle.length;
        if (needle.length == 0) {
            return from <= to ? from : -1;
        }
        int place = from;
        while (place <= last) {
            if (place + 7 > last) {
                if (last - from < 7) {
                    return byteByByte(segment, offset, place, last);
                }
                // The last eight places, some of them once more.
                place = last - 7;
            }
            long differences = segment.get(StringViews.LONG, offset + place) ^ firstBytes
                    | segment.get(StringViews.LONG, offset + place + needle.length - 1) ^ lastBytes;
            // Exact: a byte's high bit is set when the byte is zero.
            long candidates = ~((differences & LOW_BITS) + LOW_BITS | differences | LOW_BITS);
            while (candidates != 0) {
                int candidate = place + (Long.numberOfTrailingZeros(candidates) >> 3);
                if (matches(segment, offset + candidate)) {
                    return candidate;
                }
                candidates &= candidates - 1;
            }
            place += 8;
        }
        return -1;
    }

    private int byteByByte(MemorySegment segment, long offset, int from, int last) {
        for (int place = from; place <= last; place++) {
            if (segment.get(ValueLayout.JAVA_BYTE, offset + place) == needle[0] && matches(segment, offset + place)) {
                return place;
            }
        }
        return -1;
    }

    /// Whether the needle lies at a place, where there is room for it.
    public boolean matches(MemorySegment segment, long offset) {
        int length = needle.length;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if (segment.get(StringViews.LONG, offset + i) != words[i >> 3]) {
                return false;
            }
        }
        return i == length || StringViews.bytes(segment, offset + i, length - i) == words[i >> 3];
    }

    public boolean isPrefixOf(TextCursor text) {
        return text.length() >= needle.length && matches(text.segment(), text.offset());
    }

    public boolean isSuffixOf(TextCursor text) {
        return text.length() >= needle.length
                && matches(text.segment(), text.offset() + text.length() - needle.length);
    }
}
