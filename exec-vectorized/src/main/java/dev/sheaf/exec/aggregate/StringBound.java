// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;

/// The least or the greatest string met so far, held so that the next rows are mostly dismissed by comparing numbers:
/// its first four bytes, which each view has, and those behind them by the word, ordered and padded with zeros.
final class StringBound {
    private static final int PREFIX_BYTES = 4;
    /// So many words are held; strings that are equal up to there are left to the caller.
    private static final int WORDS_MAX = 8;

    private final boolean greatest;
    private int prefix;
    private final long[] words = new long[WORDS_MAX];
    private int wordCount;

    /// @param greatest whether greater strings are looked for, else lesser ones
    StringBound(boolean greatest) {
        this.greatest = greatest;
    }

    /// Makes a string the bound.
    void set(long first, long second, MemorySegment[] heaps) {
        int length = StringViews.length(first);
        prefix = orderedPrefix(first);
        if (StringViews.isInline(length)) {
            words[0] = Long.reverseBytes(second);
            wordCount = 1;
            return;
        }
        MemorySegment heap = heaps[StringViews.heap(second)];
        long offset = StringViews.offset(second) + (long) PREFIX_BYTES;
        int bytes = length - PREFIX_BYTES;
        wordCount = Math.min(WORDS_MAX, bytes + 7 >> 3);
        for (int i = 0; i < wordCount; i++) {
            words[i] = Long.reverseBytes(StringViews.bytes(heap, offset + 8L * i, Math.min(8, bytes - 8 * i)));
        }
    }

    /// Finds the next row that may be beyond the bound; those before it are not.
    ///
    /// @param rows row numbers, none of them of a null
    /// @param from the first place in `rows` that is looked at
    /// @return a place in `rows`, or `count`
    int next(long[] views, MemorySegment[] heaps, int[] rows, int from, int count) {
        for (int i = from; i < count; i++) {
            long first = views[2 * rows[i]];
            int rowPrefix = orderedPrefix(first);
            boolean beyond = rowPrefix == prefix
                    ? mayBeBeyond(StringViews.length(first), views[2 * rows[i] + 1], heaps)
                    : Integer.compareUnsigned(rowPrefix, prefix) > 0 == greatest;
            if (beyond) {
                return i;
            }
        }
        return count;
    }

    private boolean mayBeBeyond(int length, long second, MemorySegment[] heaps) {
        if (StringViews.isInline(length)) {
            long word = Long.reverseBytes(second);
            return word == words[0] || Long.compareUnsigned(word, words[0]) > 0 == greatest;
        }
        MemorySegment heap = heaps[StringViews.heap(second)];
        long offset = StringViews.offset(second) + (long) PREFIX_BYTES;
        int count = Math.min(wordCount, length - PREFIX_BYTES >> 3);
        for (int i = 0; i < count; i++) {
            long word = Long.reverseBytes(heap.get(StringViews.LONG, offset + 8L * i));
            if (word != words[i]) {
                return Long.compareUnsigned(word, words[i]) > 0 == greatest;
            }
        }
        return true;
    }

    private static int orderedPrefix(long first) {
        return Integer.reverseBytes((int) (first >>> 32));
    }
}
