// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.scan.ValueBounds;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Bounds of strings by their first eight bytes: the lower one is cut there, the upper one is the next prefix after
/// those of longer strings. Prefixes are numbers in big-endian order with the sign flipped, so that they compare as the
/// bytes do.
final class StringBounds {
    private static final int PREFIX_BYTES = 8;

    private long low = Long.MAX_VALUE;
    private long high = Long.MIN_VALUE;

    /// A prefix that no longer string with the same first bytes is below.
    static long low(long first, long second, MemorySegment[] heaps) {
        return StringViews.orderedPrefix(first, second, heaps) ^ Long.MIN_VALUE;
    }

    /// A prefix that is not below the string whose [#low] is given; the largest stands for no bound.
    static long high(long first, long low) {
        return StringViews.length(first) > PREFIX_BYTES && low < Long.MAX_VALUE ? low + 1 : low;
    }

    void reset() {
        low = Long.MAX_VALUE;
        high = Long.MIN_VALUE;
    }

    void add(long lowest, long highest) {
        low = Math.min(low, lowest);
        high = Math.max(high, highest);
    }

    /// @param allNull whether there was no string
    ValueBounds bounds(boolean someNull, boolean allNull) {
        if (allNull || low > high) {
            return new ValueBounds(null, null, someNull, allNull, false);
        }
        return new ValueBounds(lowBytes(), high == Long.MAX_VALUE ? null : bytes(high), someNull, false, false);
    }

    /// Without zeros at the end, by which a shorter string was filled up.
    private byte[] lowBytes() {
        int length = PREFIX_BYTES - Long.numberOfTrailingZeros(low ^ Long.MIN_VALUE) / 8;
        byte[] bytes = new byte[length];
        ByteBuffer.wrap(bytes(low)).get(bytes);
        return bytes;
    }

    private static byte[] bytes(long prefix) {
        return ByteBuffer.allocate(PREFIX_BYTES).putLong(prefix ^ Long.MIN_VALUE).array();
    }
}
