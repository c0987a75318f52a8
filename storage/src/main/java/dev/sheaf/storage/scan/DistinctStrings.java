// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Checks that the strings of a dictionary are all different, which operators that compare codes rely on.
public final class DistinctStrings {
    private DistinctStrings() {}

    /// Whether no two of the first `count` strings are equal.
    public static boolean allDistinct(StringVector strings, int count) {
        int capacity = Integer.highestOneBit(Math.max(4, count)) << 2;
        int mask = capacity - 1;
        int[] slots = new int[capacity];
        Arrays.fill(slots, -1);
        long[] views = strings.views();
        MemorySegment[] heaps = strings.heaps();
        for (int row = 0; row < count; row++) {
            int slot = (int) hash(views[2 * row], views[2 * row + 1], heaps) & mask;
            while (slots[slot] >= 0) {
                int other = slots[slot];
                if (StringViews.equal(views[2 * row], views[2 * row + 1], heaps,
                        views[2 * other], views[2 * other + 1], heaps)) {
                    return false;
                }
                slot = slot + 1 & mask;
            }
            slots[slot] = row;
        }
        return true;
    }

    private static long hash(long first, long second, MemorySegment[] heaps) {
        int length = StringViews.length(first);
        long hash = first * 0x9E3779B97F4A7C15L;
        if (StringViews.isInline(length)) {
            return mix(hash ^ second);
        }
        MemorySegment heap = heaps[StringViews.heap(second)];
        int offset = StringViews.offset(second);
        for (int i = 4; i < length; i += 8) {
            hash = mix(hash ^ StringViews.bytes(heap, offset + i, Math.min(8, length - i)));
        }
        return hash;
    }

    private static long mix(long value) {
        long mixed = value * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 29;
    }
}
