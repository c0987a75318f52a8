// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import java.lang.foreign.MemorySegment;

/// A window over the bytes of one column chunk that moves forward: small pages are read many at a time, a large page
/// makes the window as large as itself.
final class ChunkWindow implements AutoCloseable {
    private static final int READ_BYTES = 256 << 10;

    private final ReadableFile file;
    private long end;
    private final NativeBuffer buffer;
    private long windowStart;
    private long windowEnd;

    ChunkWindow(ReadableFile file, long end, MemoryContext memory) {
        this.file = file;
        this.end = end;
        this.buffer = new NativeBuffer(memory);
    }

    /// Goes on with another column chunk of the file.
    void restart(long chunkEnd) {
        end = chunkEnd;
    }

    /// Where the chunk's bytes end in the file.
    long end() {
        return end;
    }

    /// The memory that [#locate] speaks of; replaced when the window grows.
    MemorySegment segment() {
        return buffer.segment();
    }

    /// Makes `[position, position + length)` of the file readable and returns its offset in [#segment].
    long locate(long position, long length) {
        if (length < 0 || position < 0 || length > end - position) {
            throw new MalformedDataException("bytes " + position + " to " + (position + length)
                    + " lie past the column chunk's end at " + end);
        }
        if (position < windowStart || position + length > windowEnd) {
            long bytes = Math.min(Math.max(length, READ_BYTES), end - position);
            if (bytes > Integer.MAX_VALUE - NativeBuffer.PADDING_BYTES) {
                bytes = length;
            }
            MemorySegment target = buffer.require(bytes);
            windowStart = 0;
            windowEnd = 0;
            file.readFully(position, target.asSlice(0, bytes));
            windowStart = position;
            windowEnd = position + bytes;
        }
        return position - windowStart;
    }

    @Override
    public void close() {
        windowEnd = windowStart;
        buffer.close();
    }
}
