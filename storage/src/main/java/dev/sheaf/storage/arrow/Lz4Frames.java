// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.file.MalformedDataException;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.xxhash.XxHash32JavaHasher;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// LZ4 frames. Aircompressor's own frame classes pick a native checksum, so only its block compressor serves here; and
/// frames may link blocks, whose matches reach back into the ones before, so blocks are decoded by code of our own.
final class Lz4Frames {
    private static final int MAGIC = 0x184D2204;
    private static final int VERSION = 0x40;
    private static final int INDEPENDENT_BLOCKS = 0x20;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int DICTIONARY_ID = 0x01;
    private static final int FOUR_MEGABYTE_BLOCKS = 0x70;
    private static final int BLOCK_BYTES = 4 << 20;
    private static final int STORED = 0x8000_0000;
    private static final int MATCH_BYTES_MIN = 4;
    private static final int HEADER_BYTES = 7;

    private Lz4Frames() {}

    /// Decompresses one frame and returns the number of bytes it held.
    static long decompress(MemorySegment input, MemorySegment output) {
        if (input.byteSize() < HEADER_BYTES || input.get(StringViews.INT, 0) != MAGIC) {
            throw new MalformedDataException("a buffer is no LZ4 frame");
        }
        int flags = input.get(ValueLayout.JAVA_BYTE, 4);
        if ((flags & 0xC0) != VERSION || (flags & DICTIONARY_ID) != 0) {
            throw new MalformedDataException("an LZ4 frame of another version, or with a dictionary");
        }
        long in = (long) HEADER_BYTES + ((flags & CONTENT_SIZE) != 0 ? Long.BYTES : 0);
        long out = 0;
        while (true) {
            int header = input.get(StringViews.INT, in);
            in += Integer.BYTES;
            if (header == 0) {
                return out;
            }
            int length = header & ~STORED;
            MemorySegment block = input.asSlice(in, length);
            if ((header & STORED) != 0) {
                MemorySegment.copy(block, 0, output, out, length);
                out += length;
            } else {
                out = decompressBlock(block, output, out);
            }
            in += length + ((flags & BLOCK_CHECKSUM) != 0 ? Integer.BYTES : 0);
        }
    }

    private static long decompressBlock(MemorySegment input, MemorySegment output, long start) {
        long in = 0;
        long out = start;
        long end = input.byteSize();
        while (in < end) {
            int token = input.get(ValueLayout.JAVA_BYTE, in++) & 0xFF;
            long literals = (long) token >>> 4;
            if (literals == 15) {
                int more;
                do {
                    more = input.get(ValueLayout.JAVA_BYTE, in++) & 0xFF;
                    literals += more;
                } while (more == 255);
            }
            MemorySegment.copy(input, in, output, out, literals);
            in += literals;
            out += literals;
            if (in == end) {
                return out;
            }
            int distance = input.get(ValueLayout.JAVA_BYTE, in) & 0xFF
                    | (input.get(ValueLayout.JAVA_BYTE, in + 1) & 0xFF) << 8;
            in += 2;
            long length = token & 15;
            if (length == 15) {
                int more;
                do {
                    more = input.get(ValueLayout.JAVA_BYTE, in++) & 0xFF;
                    length += more;
                } while (more == 255);
            }
            out = copyMatch(output, out, distance, length + MATCH_BYTES_MIN);
        }
        return out;
    }

    private static long copyMatch(MemorySegment output, long out, int distance, long length) {
        if (distance == 0 || distance > out) {
            throw new MalformedDataException("an LZ4 match lies before its frame");
        }
        if (distance >= length) {
            MemorySegment.copy(output, out - distance, output, out, length);
        } else {
            // The match overlaps what it writes, and so repeats its last bytes.
            for (long i = 0; i < length; i++) {
                output.set(
                        ValueLayout.JAVA_BYTE, out + i, output.get(ValueLayout.JAVA_BYTE, out + i - distance));
            }
        }
        return out + length;
    }

    /// The most bytes that a frame of so many takes.
    static int compressedBytesMax(int length) {
        int blocks = length / BLOCK_BYTES + 1;
        return HEADER_BYTES + Integer.BYTES + blocks * (Integer.BYTES + 16) + length + length / 255 + 16;
    }

    /// Compresses to a frame of independent blocks, without checksums of their contents.
    static int compress(byte[] input, int length, byte[] output, int offset) {
        ByteBuffer frame = ByteBuffer.wrap(output, offset, output.length - offset).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(MAGIC);
        byte[] descriptor = {(byte) (VERSION | INDEPENDENT_BLOCKS), FOUR_MEGABYTE_BLOCKS};
        frame.put(descriptor);
        frame.put((byte) (XxHash32JavaHasher.hash(descriptor, 0, descriptor.length, 0) >>> 8));
        Lz4JavaCompressor compressor = new Lz4JavaCompressor();
        for (int from = 0; from < length; from += BLOCK_BYTES) {
            int bytes = Math.min(BLOCK_BYTES, length - from);
            byte[] block = new byte[compressor.maxCompressedLength(bytes)];
            int compressed = compressor.compress(input, from, bytes, block, 0, block.length);
            if (compressed < bytes) {
                frame.putInt(compressed).put(block, 0, compressed);
            } else {
                frame.putInt(bytes | STORED).put(input, from, bytes);
            }
        }
        frame.putInt(0);
        return frame.position() - offset;
    }
}
