// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static dev.sheaf.storage.parquet.BitUnpacker.LONG;

import java.lang.foreign.MemorySegment;

/// Kernels over bitmaps of 64 rows a word, least significant bit first.
final class Bitmaps {
    private Bitmaps() {}

    /// Words that hold `bits` bits.
    static int words(int bits) {
        return (bits + 63) >>> 6;
    }

    static boolean get(long[] bitmap, int bit) {
        return (bitmap[bit >>> 6] >>> bit & 1) != 0;
    }

    /// Writes the low `count` (1 to 64) bits of `word` at bit `offset`.
    static void put(long[] bitmap, int offset, long word, int count) {
        long mask = -1L >>> (64 - count);
        long value = word & mask;
        int index = offset >>> 6;
        int shift = offset & 63;
        bitmap[index] = bitmap[index] & ~(mask << shift) | value << shift;
        int spill = shift + count - 64;
        if (spill > 0) {
            long high = -1L >>> (64 - spill);
            bitmap[index + 1] = bitmap[index + 1] & ~high | value >>> (64 - shift);
        }
    }

    /// The `count` (1 to 64) bits from bit `offset` on, in the low bits.
    static long word(long[] bitmap, int offset, int count) {
        int index = offset >>> 6;
        int shift = offset & 63;
        long value = bitmap[index] >>> shift;
        if (shift + count > 64) {
            value |= bitmap[index + 1] << (64 - shift);
        }
        return value & -1L >>> (64 - count);
    }

    static void fill(long[] bitmap, int offset, int count, boolean value) {
        long word = value ? -1L : 0L;
        for (int done = 0; done < count; done += 64) {
            put(bitmap, offset + done, word, Math.min(64, count - done));
        }
    }

    /// Copies `count` bits from bit `bit` after byte `start` and returns how many are set.
    static int copyFrom(MemorySegment in, long start, long bit, long[] bitmap, int offset, int count) {
        int set = 0;
        for (int done = 0; done < count;) {
            // 56 bits always lie in the eight bytes that are loaded.
            int take = Math.min(56, count - done);
            long word = load(in, start, bit + done, take);
            put(bitmap, offset + done, word, take);
            set += Long.bitCount(word);
            done += take;
        }
        return set;
    }

    /// Counts the set bits among `count` bits from bit `bit` after byte `start`.
    static int count(MemorySegment in, long start, long bit, int count) {
        int set = 0;
        for (int done = 0; done < count;) {
            int take = Math.min(56, count - done);
            set += Long.bitCount(load(in, start, bit + done, take));
            done += take;
        }
        return set;
    }

    private static long load(MemorySegment in, long start, long bit, int take) {
        return in.get(LONG, start + (bit >>> 3)) >>> (bit & 7) & -1L >>> (64 - take);
    }
}
