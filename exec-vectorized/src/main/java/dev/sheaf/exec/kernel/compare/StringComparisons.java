// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Comparisons of strings by their bytes. Most are decided by the views alone: equality by length and first four bytes,
/// order by
/// the first four.
final class StringComparisons {
    private StringComparisons() {}

    /// Equality with a constant of at most twelve bytes: two comparisons of words a row, and no look at any heap.
    static void equalInline(long[] views, long first, long second, byte[] flags, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            long difference = views[2 * i] ^ first | views[2 * i + 1] ^ second;
            flags[i] = (byte) (1 - LongComparisons.differ(difference, 0));
        }
    }

    static void equal(StringVector left, int leftMask, StringVector right, int rightMask, CallFrame frame,
            long[] bits) {
        long[] leftViews = left.views();
        long[] rightViews = right.views();
        MemorySegment[] leftHeaps = left.heaps();
        MemorySegment[] rightHeaps = right.heaps();
        int[] rows = frame.rows();
        int count = frame.count();
        Arrays.fill(bits, 0, Bits.words(frame.rowCount()), 0L);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int l = 2 * (row & leftMask);
            int r = 2 * (row & rightMask);
            if (leftViews[l] == rightViews[r]
                    && StringViews.equal(
                            leftViews[l], leftViews[l + 1], leftHeaps, rightViews[r], rightViews[r + 1], rightHeaps)) {
                bits[row >> 6] |= 1L << row;
            }
        }
    }

    static void less(StringVector left, int leftMask, StringVector right, int rightMask, CallFrame frame, long[] bits) {
        long[] leftViews = left.views();
        long[] rightViews = right.views();
        MemorySegment[] leftHeaps = left.heaps();
        MemorySegment[] rightHeaps = right.heaps();
        int[] rows = frame.rows();
        int count = frame.count();
        Arrays.fill(bits, 0, Bits.words(frame.rowCount()), 0L);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int l = 2 * (row & leftMask);
            int r = 2 * (row & rightMask);
            int order = StringViews.compare(
                    leftViews[l], leftViews[l + 1], leftHeaps, rightViews[r], rightViews[r + 1], rightHeaps);
            bits[row >> 6] |= (long) (order >>> 31) << row;
        }
    }
}
