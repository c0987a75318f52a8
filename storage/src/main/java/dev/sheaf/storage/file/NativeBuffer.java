// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import java.lang.foreign.MemorySegment;

/// A native buffer that grows by doubling and is reused. It always holds [#PADDING_BYTES] more than was asked for,
/// so that word-at-a-time kernels may read past the last byte. Not thread-safe.
public final class NativeBuffer implements AutoCloseable {
    /// Readable bytes behind the end of what was asked for; their content is undefined.
    public static final int PADDING_BYTES = 32;

    private static final long SMALLEST_BYTES = 4096;

    private final NativeMemory memory;
    private MemorySegment segment = MemorySegment.NULL;

    public NativeBuffer(NativeMemory memory) {
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
            segment = memory.allocate(capacityFor(bytes));
        }
        return segment;
    }

    /// Makes room for `bytes` bytes and keeps the first `kept` ones.
    public MemorySegment grow(long bytes, long kept) {
        if (segment.byteSize() < bytes + PADDING_BYTES) {
            MemorySegment larger = memory.allocate(capacityFor(Math.max(bytes, 2 * segment.byteSize())));
            MemorySegment.copy(segment, 0, larger, 0, kept);
            close();
            segment = larger;
        }
        return segment;
    }

    private static long capacityFor(long bytes) {
        long wanted = Math.max(SMALLEST_BYTES, bytes + PADDING_BYTES);
        return (wanted + 4095) & -4096L;
    }

    /// Frees the memory; the buffer may be used again.
    @Override
    public void close() {
        if (segment.byteSize() > 0) {
            MemorySegment freed = segment;
            segment = MemorySegment.NULL;
            memory.free(freed);
        }
    }
}
