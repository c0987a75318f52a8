// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.file.BlockDecompressors;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import io.airlift.compress.v3.MalformedInputException;
import java.lang.foreign.MemorySegment;

/// Reads buffers into native memory: the wanted part of a plain one, all of a compressed one. Holds what it read until
/// closed. Not thread-safe.
final class ArrowBuffers implements AutoCloseable {
    private static final int LENGTH_BYTES = 8;
    private static final long PLAIN = -1;

    private final ReadableFile input;
    private final ArrowBatch.Compression compression;
    private final MemoryContext memory;
    private final java.util.ArrayList<NativeBuffer> held = new java.util.ArrayList<>();

    ArrowBuffers(ReadableFile input, ArrowBatch.Compression compression, MemoryContext memory) {
        this.input = input;
        this.compression = compression;
        this.memory = memory;
    }

    /// Bytes of a buffer in memory.
    ///
    /// @param from which byte of the buffer stands first
    /// @param bytes how many of the buffer's bytes there are from there on; more of the segment is readable
    record Loaded(MemorySegment segment, long from, long bytes) {
        /// Where byte `at` of the buffer stands in the segment, after checking that `length` bytes do.
        long locate(long at, long length) {
            if (at < from || length < 0 || length > from + bytes - at) {
                throw new MalformedDataException("values lie past their buffer");
            }
            return at - from;
        }
    }

    /// Loads at least bytes `[from, to)` of a buffer, or as many of them as it has.
    Loaded load(ArrowBatch.BufferAt buffer, long from, long to) {
        if (compression != ArrowBatch.Compression.NONE && buffer.bytes() > 0) {
            return decompress(buffer);
        }
        long start = Math.min(from, buffer.bytes());
        long length = Math.min(to, buffer.bytes()) - start;
        return new Loaded(read(buffer.at() + start, Math.max(0, length)), start, Math.max(0, length));
    }

    private MemorySegment read(long at, long length) {
        MemorySegment segment = take(length);
        input.readFully(at, segment.asSlice(0, length));
        return segment;
    }

    private MemorySegment take(long bytes) {
        NativeBuffer buffer = new NativeBuffer(memory);
        MemorySegment segment = buffer.require(bytes);
        held.add(buffer);
        return segment;
    }

    private Loaded decompress(ArrowBatch.BufferAt buffer) {
        MemorySegment stored = read(buffer.at(), buffer.bytes());
        if (buffer.bytes() < LENGTH_BYTES) {
            throw new MalformedDataException("a compressed buffer of " + buffer.bytes() + " bytes");
        }
        long length = stored.get(StringViews.LONG, 0);
        long compressedBytes = buffer.bytes() - LENGTH_BYTES;
        if (length == PLAIN) {
            return new Loaded(stored.asSlice(LENGTH_BYTES), 0, compressedBytes);
        }
        long expansion = compression == ArrowBatch.Compression.LZ4 ? 256 : 1 << 15;
        if (length < 0 || length > Integer.MAX_VALUE - 64 || length > (compressedBytes + 16) * expansion) {
            throw new MalformedDataException(compressedBytes + " bytes cannot hold a buffer of " + length);
        }
        MemorySegment target = take(length);
        long written = decompress(stored.asSlice(LENGTH_BYTES, compressedBytes), target.asSlice(0, length));
        if (written != length) {
            throw new MalformedDataException("a buffer decompresses to " + written + " bytes, not " + length);
        }
        NativeBuffer compressed = held.remove(held.size() - 2);
        compressed.close();
        return new Loaded(target, 0, length);
    }

    private long decompress(MemorySegment from, MemorySegment to) {
        if (compression == ArrowBatch.Compression.LZ4) {
            return Lz4Frames.decompress(from, to);
        }
        try {
            return BlockDecompressors.zstd().decompress(from, to);
        } catch (MalformedInputException | IllegalArgumentException broken) {
            throw new MalformedDataException("a buffer does not decompress: " + broken.getMessage(), broken);
        }
    }

    @Override
    public void close() {
        held.forEach(NativeBuffer::close);
        held.clear();
    }
}
