// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Native memory that grows on demand and is reused. It always holds [#PADDING_BYTES] more than was asked for, so that
/// word-at-a-time kernels may read past the last byte. Not thread-safe.
public final class NativeBuffer implements AutoCloseable {
    /// Readable bytes behind the end of what was asked for; their content is undefined.
    public static final int PADDING_BYTES = 32;

    private final MemoryContext memory;
    private @Nullable MemoryBlock block;
    private MemorySegment segment = MemorySegment.NULL;

    public NativeBuffer(MemoryContext memory) {
        this.memory = memory;
    }

    /// The current memory, padding included; replaced by growth.
    public MemorySegment segment() {
        return segment;
    }

    /// Makes room for `bytes` bytes; the content is lost when the buffer has to grow.
    public MemorySegment require(long bytes) {
        if (segment.byteSize() < bytes + PADDING_BYTES) {
            close();
            take(bytes + PADDING_BYTES);
        }
        return segment;
    }

    /// Makes room for `bytes` bytes and keeps the first `kept` ones.
    public MemorySegment grow(long bytes, long kept) {
        if (segment.byteSize() >= bytes + PADDING_BYTES) {
            return segment;
        }
        MemoryBlock smaller = block;
        MemorySegment from = segment;
        take(Math.max(bytes + PADDING_BYTES, 2 * from.byteSize()));
        MemorySegment.copy(from, 0, segment, 0, kept);
        if (smaller != null) {
            smaller.release();
        }
        return segment;
    }

    private void take(long bytes) {
        MemoryBlock taken = memory.allocate(bytes);
        block = taken;
        segment = taken.segment();
    }

    /// Gives the memory back; the buffer may be used again.
    @Override
    public void close() {
        if (block != null) {
            MemoryBlock released = block;
            block = null;
            segment = MemorySegment.NULL;
            released.release();
        }
    }
}
