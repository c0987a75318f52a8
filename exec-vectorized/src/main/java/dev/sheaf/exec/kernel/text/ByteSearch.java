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
    private final long firstBytes;
    private final long lastBytes;

    public ByteSearch(byte[] needle) {
        this.needle = needle;
        this.firstBytes = needle.length == 0 ? 0 : (needle[0] & 0xFF) * ONES;
        this.lastBytes = needle.length == 0 ? 0 : (needle[needle.length - 1] & 0xFF) * ONES;
    }

    public static ByteSearch of(String needle) {
        return new ByteSearch(needle.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return needle.length;
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
        for (; place + 8 <= last + 1; place += 8) {
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
        }
        for (; place <= last; place++) {
            if (segment.get(ValueLayout.JAVA_BYTE, offset + place) == needle[0] && matches(segment, offset + place)) {
                return place;
            }
        }
        return -1;
    }

    /// Whether the needle lies at a place, where there is room for it.
    public boolean matches(MemorySegment segment, long offset) {
        for (int i = 0; i < needle.length; i++) {
            if (segment.get(ValueLayout.JAVA_BYTE, offset + i) != needle[i]) {
                return false;
            }
        }
        return true;
    }

    public boolean isPrefixOf(TextCursor text) {
        return text.length() >= needle.length && matches(text.segment(), text.offset());
    }

    public boolean isSuffixOf(TextCursor text) {
        return text.length() >= needle.length
                && matches(text.segment(), text.offset() + text.length() - needle.length);
    }
}
