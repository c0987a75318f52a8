// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bitmaps over rows: bit `i & 63` of word `i >> 6` stands for row `i`. Bits past the last row are undefined, so
/// counting takes the number of rows.
public final class Bits {
    private Bits() {}

    /// How many words hold that many rows.
    public static int words(int rowCount) {
        return (rowCount + 63) >>> 6;
    }

    public static boolean get(long[] bits, int row) {
        return (bits[row >> 6] >>> row & 1) != 0;
    }

    public static void set(long[] bits, int row) {
        bits[row >> 6] |= 1L << row;
    }

    public static void clear(long[] bits, int row) {
        bits[row >> 6] &= ~(1L << row);
    }

    public static void set(long[] bits, int row, boolean value) {
        long mask = 1L << row;
        bits[row >> 6] = value ? bits[row >> 6] | mask : bits[row >> 6] & ~mask;
    }

    /// Sets the bits of the first `rowCount` rows, and whole words.
    public static void setAll(long[] bits, int rowCount) {
        Arrays.fill(bits, 0, words(rowCount), -1L);
    }

    public static void clearAll(long[] bits, int rowCount) {
        Arrays.fill(bits, 0, words(rowCount), 0L);
    }

    /// Sets the bits of rows. Fastest when they ascend: then a word is stored once, and no bit waits for the store of
    /// the one before.
    public static void setRows(long[] bits, int[] rows, int count) {
        int place = 0;
        long word = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (row >> 6 != place) {
                bits[place] |= word;
                place = row >> 6;
                word = 0;
            }
            word |= 1L << row;
        }
        if (word != 0) {
            bits[place] |= word;
        }
    }

    /// The mask of the valid bits of the last word.
    public static long lastWordMask(int rowCount) {
        return (rowCount & 63) == 0 ? -1L : (1L << rowCount) - 1;
    }

    /// How many of the first `rowCount` bits are set.
    public static int count(long[] bits, int rowCount) {
        int words = words(rowCount);
        if (words == 0) {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < words - 1; i++) {
            count += Long.bitCount(bits[i]);
        }
        return count + Long.bitCount(bits[words - 1] & lastWordMask(rowCount));
    }

    /// Writes the places of the set bits among the first `rowCount`, ascending, and gives their number.
    ///
    /// @param rows has room for all of them
    public static int toRows(long[] bits, int rowCount, int[] rows) {
        int count = 0;
        int words = words(rowCount);
        for (int i = 0; i < words; i++) {
            long word = bits[i];
            if (i == words - 1) {
                word &= lastWordMask(rowCount);
            }
            int base = i << 6;
            if (word == -1L) {
                for (int j = 0; j < 64; j++) {
                    rows[count + j] = base + j;
                }
                count += 64;
                continue;
            }
            while (word != 0) {
                rows[count++] = base + Long.numberOfTrailingZeros(word);
                word &= word - 1;
            }
        }
        return count;
    }

    /// `target = left AND right`, where an absent bitmap has all bits set.
    public static void and(long @Nullable [] left, long @Nullable [] right, long[] target, int rowCount) {
        int words = words(rowCount);
        if (left == null && right == null) {
            Arrays.fill(target, 0, words, -1L);
        } else if (left == null || right == null) {
            System.arraycopy(left == null ? right : left, 0, target, 0, words);
        } else {
            for (int i = 0; i < words; i++) {
                target[i] = left[i] & right[i];
            }
        }
    }

    /// Copies bits from any place of one bitmap to the start of another.
    public static void copy(long[] source, int sourceRow, long[] target, int rowCount) {
        int words = words(rowCount);
        int first = sourceRow >> 6;
        int shift = sourceRow & 63;
        if (shift == 0) {
            System.arraycopy(source, first, target, 0, words);
            return;
        }
        for (int i = 0; i < words; i++) {
            long low = source[first + i] >>> shift;
            long high = first + i + 1 < source.length ? source[first + i + 1] << (64 - shift) : 0;
            target[i] = low | high;
        }
    }
}
