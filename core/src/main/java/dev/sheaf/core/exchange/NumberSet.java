// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.exchange;

import java.util.Arrays;

/// A set of whole numbers: a bit for each between the smallest and the largest. Immutable.
public final class NumberSet {
    /// Has nothing in it.
    public static final NumberSet NONE = new NumberSet(0, new long[0]);

    private static final int WORD_BITS = Long.SIZE;

    private final long first;
    private final long[] words;

    /// @param first the number of the first bit, a multiple of 64
    /// @param words the bits, which the set keeps
    public NumberSet(long first, long[] words) {
        if (first % WORD_BITS != 0) {
            throw new IllegalArgumentException(first + " doesn't begin a word");
        }
        this.first = first;
        this.words = words;
    }

    /// What the numbers of all these sets together take.
    public static long unionBytes(Iterable<NumberSet> sets) {
        Range range = Range.of(sets);
        return range.words() * Long.BYTES;
    }

    /// The numbers of all these sets. They must be so close to each other that an array can hold their bits, as
    /// [#unionBytes] tells.
    public static NumberSet union(Iterable<NumberSet> sets) {
        Range range = Range.of(sets);
        long[] all = new long[Math.toIntExact(range.words())];
        for (NumberSet set : sets) {
            int from = set.words.length == 0 ? 0 : (int) ((set.first - range.first) / WORD_BITS);
            for (int i = 0; i < set.words.length; i++) {
                all[from + i] |= set.words[i];
            }
        }
        return new NumberSet(range.first, all);
    }

    /// The memory that the bits take.
    public long byteSize() {
        return (long) words.length * Long.BYTES;
    }

    public boolean contains(long number) {
        return bit(number) != 0;
    }

    /// Keeps the rows whose values are in the set.
    ///
    /// @param rows row numbers, narrowed in place
    /// @return how many are left
    public int select(int[] values, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += bit(values[row]);
        }
        return kept;
    }

    /// The same for values of 64 bits.
    public int select(long[] values, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += bit(values[row]);
        }
        return kept;
    }

    private int bit(long number) {
        // Numbers outside are far away without a sign.
        long word = (number - first) >>> 6;
        return word < words.length ? (int) (words[(int) word] >>> number & 1) : 0;
    }

    @Override
    public String toString() {
        return Arrays.stream(words).map(Long::bitCount).sum() + " numbers from " + first;
    }

    /// The words that sets lie in.
    ///
    /// @param first the number of the first bit
    private record Range(long first, long words) {
        static Range of(Iterable<NumberSet> sets) {
            long least = Long.MAX_VALUE;
            long end = Long.MIN_VALUE;
            for (NumberSet set : sets) {
                if (set.words.length > 0) {
                    // In words, where nothing overflows.
                    least = Math.min(least, set.first / WORD_BITS);
                    end = Math.max(end, set.first / WORD_BITS + set.words.length);
                }
            }
            return least >= end ? new Range(0, 0) : new Range(least * WORD_BITS, end - least);
        }
    }
}
