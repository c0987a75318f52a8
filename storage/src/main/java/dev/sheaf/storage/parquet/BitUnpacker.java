// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Kernels that turn little-endian bit-packed values into arrays. Each load takes a whole unaligned word, so up to
/// eight bytes behind the last packed byte must be readable (see `NativeBuffer.PADDING_BYTES`).
final class BitUnpacker {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BitUnpacker() {}

    /// Unpacks `count` values of `width` (0 to 32) bits that begin `bitOffset` bits after byte `start`.
    static void unpack(MemorySegment in, long start, long bitOffset, int width, int[] out, int offset, int count) {
        if (width == 0) {
            java.util.Arrays.fill(out, offset, offset + count, 0);
            return;
        }
        int done = 0;
        // Single values up to a group border: a group of eight values is `width` whole bytes.
        long bit = bitOffset;
        int lead = (int) Math.min(count, (8 - (bitOffset / width & 7)) & 7);
        unpackSingly(in, start, bit, width, out, offset, lead);
        done += lead;
        bit += (long) lead * width;
        int groups = (count - done) >>> 3;
        if (groups > 0 && (bit & 7) == 0) {
            long at = start + (bit >>> 3);
            if (width <= 8) {
                unpackGroups8(in, at, width, out, offset + done, groups);
            } else if (width <= 16) {
                unpackGroups4(in, at, width, out, offset + done, groups);
            } else {
                unpackSingly(in, start, bit, width, out, offset + done, groups << 3);
            }
            done += groups << 3;
            bit += (long) (groups << 3) * width;
        }
        unpackSingly(in, start, bit, width, out, offset + done, count - done);
    }

    /// Up to eight bits: one word holds all eight values of a group.
    private static void unpackGroups8(MemorySegment in, long start, int width, int[] out, int offset, int groups) {
        long mask = (1L << width) - 1;
        long at = start;
        int o = offset;
        for (int group = 0; group < groups; group++, at += width, o += 8) {
            long word = in.get(LONG, at);
            out[o] = (int) (word & mask);
            out[o + 1] = (int) (word >>> width & mask);
            out[o + 2] = (int) (word >>> 2 * width & mask);
            out[o + 3] = (int) (word >>> 3 * width & mask);
            out[o + 4] = (int) (word >>> 4 * width & mask);
            out[o + 5] = (int) (word >>> 5 * width & mask);
            out[o + 6] = (int) (word >>> 6 * width & mask);
            out[o + 7] = (int) (word >>> 7 * width & mask);
        }
    }

    /// Nine to sixteen bits: two words hold four values each; the second starts inside a byte for odd widths, where
    /// four values and the shift still fit (4 * 15 + 4 bits).
    private static void unpackGroups4(MemorySegment in, long start, int width, int[] out, int offset, int groups) {
        long mask = (1L << width) - 1;
        int half = 4 * width;
        int halfBytes = half >>> 3;
        int halfShift = half & 7;
        long at = start;
        int o = offset;
        for (int group = 0; group < groups; group++, at += width, o += 8) {
            long low = in.get(LONG, at);
            long high = in.get(LONG, at + halfBytes) >>> halfShift;
            out[o] = (int) (low & mask);
            out[o + 1] = (int) (low >>> width & mask);
            out[o + 2] = (int) (low >>> 2 * width & mask);
            out[o + 3] = (int) (low >>> 3 * width & mask);
            out[o + 4] = (int) (high & mask);
            out[o + 5] = (int) (high >>> width & mask);
            out[o + 6] = (int) (high >>> 2 * width & mask);
            out[o + 7] = (int) (high >>> 3 * width & mask);
        }
    }

    private static void unpackSingly(
            MemorySegment in, long start, long bitOffset, int width, int[] out, int offset, int count) {
        long mask = (1L << width) - 1;
        long bit = bitOffset;
        for (int i = 0; i < count; i++, bit += width) {
            out[offset + i] = (int) (in.get(LONG, start + (bit >>> 3)) >>> (bit & 7) & mask);
        }
    }

    /// Unpacks `count` values of `width` (0 to 64) bits that begin at byte `start`.
    static void unpackLongs(MemorySegment in, long start, int width, long[] out, int offset, int count) {
        if (width == 0) {
            java.util.Arrays.fill(out, offset, offset + count, 0L);
            return;
        }
        long mask = width == 64 ? -1L : (1L << width) - 1;
        long bit = 0;
        if (width <= 56) {
            for (int i = 0; i < count; i++, bit += width) {
                out[offset + i] = in.get(LONG, start + (bit >>> 3)) >>> (bit & 7) & mask;
            }
            return;
        }
        // The ninth byte completes a value that begins late in its first byte.
        for (int i = 0; i < count; i++, bit += width) {
            long at = start + (bit >>> 3);
            int shift = (int) (bit & 7);
            long high = (in.get(ValueLayout.JAVA_BYTE, at + 8) & 0xFFL) << 1 << (63 - shift);
            out[offset + i] = (in.get(LONG, at) >>> shift | high) & mask;
        }
    }
}
