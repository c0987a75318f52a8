// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.BlockDecompressors;
import dev.sheaf.storage.file.MalformedDataException;
import io.airlift.compress.v3.Decompressor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses pages between native segments. One instance serves one reader; not thread-safe.
abstract sealed class PageCodec implements AutoCloseable {
    /// Decompresses the whole of `input` into exactly the whole of `output`.
    abstract void decompress(MemorySegment input, MemorySegment output);

    /// The most bytes that `compressedBytes` can honestly stand for, checked before memory is taken.
    abstract long expandedBytesMax(long compressedBytes);

    @Override
    public void close() {}

    private static void expect(long actual, MemorySegment output) {
        if (actual != output.byteSize()) {
            throw new MalformedDataException("page decompresses to " + actual + " bytes, not to the stated "
                    + output.byteSize());
        }
    }

    /// Pages are as they are.
    static final class None extends PageCodec {
        @Override
        void decompress(MemorySegment input, MemorySegment output) {
            expect(input.byteSize(), output);
            output.copyFrom(input);
        }

        @Override
        long expandedBytesMax(long compressedBytes) {
            return compressedBytes;
        }
    }

    /// A block format of aircompressor: Snappy, Zstandard or raw LZ4.
    static final class Block extends PageCodec {
        private final Decompressor decompressor;
        private final int expansionMax;

        private Block(Decompressor decompressor, int expansionMax) {
            this.decompressor = decompressor;
            this.expansionMax = expansionMax;
        }

        static Block snappy() {
            return new Block(BlockDecompressors.snappy(), 64);
        }

        static Block zstd() {
            // A run-length block of 128 KiB takes four bytes.
            return new Block(BlockDecompressors.zstd(), 1 << 15);
        }

        static Block lz4() {
            return new Block(BlockDecompressors.lz4(), 256);
        }

        @Override
        void decompress(MemorySegment input, MemorySegment output) {
            expect(decompressor.decompress(input, output), output);
        }

        @Override
        long expandedBytesMax(long compressedBytes) {
            return (compressedBytes + 16) * expansionMax;
        }
    }

    /// The codec called LZ4 before LZ4_RAW existed: Hadoop's frames (two big-endian lengths before each block), or a
    /// bare block from writers that missed them.
    static final class HadoopLz4 extends PageCodec {
        private static final ValueLayout.OfInt BIG_INT =
                ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

        private final Decompressor decompressor = BlockDecompressors.lz4();

        @Override
        void decompress(MemorySegment input, MemorySegment output) {
            if (!decompressFrames(input, output)) {
                expect(decompressor.decompress(input, output), output);
            }
        }

        private boolean decompressFrames(MemorySegment input, MemorySegment output) {
            long in = 0;
            long out = 0;
            while (in < input.byteSize()) {
                if (input.byteSize() - in < 8) {
                    return false;
                }
                long expanded = input.get(BIG_INT, in);
                long compressed = input.get(BIG_INT, in + 4);
                if (expanded < 0 || compressed < 0 || compressed > input.byteSize() - in - 8
                        || expanded > output.byteSize() - out) {
                    return false;
                }
                long written = decompressor.decompress(
                        input.asSlice(in + 8, compressed), output.asSlice(out, expanded));
                if (written != expanded) {
                    return false;
                }
                in += 8 + compressed;
                out += expanded;
            }
            return out == output.byteSize();
        }

        @Override
        long expandedBytesMax(long compressedBytes) {
            return (compressedBytes + 16) * 256;
        }
    }

    /// Gzip members, one after the other, by the JDK's inflater.
    static final class Gzip extends PageCodec {
        private static final int FIXED_HEADER_BYTES = 10;
        private static final int TRAILER_BYTES = 8;

        private final Inflater inflater = new Inflater(true);

        @Override
        void decompress(MemorySegment input, MemorySegment output) {
            long in = 0;
            long out = 0;
            try {
                while (in < input.byteSize()) {
                    long body = in + headerBytes(input.asSlice(in));
                    inflater.reset();
                    inflater.setInput(input.asSlice(body).asByteBuffer());
                    while (!inflater.finished()) {
                        int written = inflater.inflate(output.asSlice(out).asByteBuffer());
                        out += written;
                        if (written == 0 && !inflater.finished()) {
                            throw new MalformedDataException("gzip page is truncated or larger than stated");
                        }
                    }
                    in = body + inflater.getBytesRead() + TRAILER_BYTES;
                }
            } catch (DataFormatException broken) {
                throw new MalformedDataException("gzip page: " + broken.getMessage(), broken);
            }
            expect(out, output);
        }

        private static int headerBytes(MemorySegment member) {
            if (at(member, 0) != 0x1F || at(member, 1) != 0x8B || at(member, 2) != 8) {
                throw new MalformedDataException("gzip page has no gzip header");
            }
            int flags = at(member, 3);
            int length = FIXED_HEADER_BYTES;
            if ((flags & 4) != 0) {
                length += 2 + at(member, length) + (at(member, length + 1) << 8);
            }
            for (int names = Integer.bitCount(flags & 0x18); names > 0; names--) {
                length = behindZero(member, length);
            }
            return length + (flags & 2);
        }

        private static int behindZero(MemorySegment member, int from) {
            int at = from;
            while (at(member, at) != 0) {
                at++;
            }
            return at + 1;
        }

        private static int at(MemorySegment member, int offset) {
            return member.get(ValueLayout.JAVA_BYTE, offset) & 0xFF;
        }

        @Override
        long expandedBytesMax(long compressedBytes) {
            return (compressedBytes + 16) * 1040;
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
