// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The long strings of one column of a chunk that is put together from several: blocks of native memory that are used
/// again for the next one.
final class ChunkStrings implements AutoCloseable {
    private static final long BLOCK_BYTES_MIN = 16 << 10;
    private static final long BLOCK_BYTES_MAX = 1 << 20;

    private final MemoryContext memory;
    private final List<MemoryBlock> blocks = new ArrayList<>();
    private int used;
    private int heap = -1;

    ChunkStrings(MemoryContext memory) {
        this.memory = memory;
    }

    /// Begins a new chunk; only the last and largest block is kept.
    void reset(StringVector target) {
        target.clearHeaps();
        while (blocks.size() > 1) {
            blocks.removeFirst().release();
        }
        used = 0;
        heap = blocks.isEmpty() ? -1 : target.addHeap(blocks.getFirst().segment());
    }

    /// Copies a long string.
    ///
    /// @return the second word of its view in the target
    long copy(long first, long second, MemorySegment[] heaps, StringVector target) {
        int length = StringViews.length(first);
        if (heap < 0 || used + (long) length > blocks.getLast().byteSize()) {
            long last = blocks.isEmpty() ? BLOCK_BYTES_MIN / 2 : blocks.getLast().byteSize();
            blocks.add(memory.allocate(Math.max(length, Math.min(BLOCK_BYTES_MAX, 2 * last))));
            heap = target.addHeap(blocks.getLast().segment());
            used = 0;
        }
        StringViews.copyTo(first, second, heaps, blocks.getLast().segment(), used);
        long view = StringViews.reference(heap, used);
        used += length;
        return view;
    }

    @Override
    public void close() {
        blocks.forEach(MemoryBlock::release);
        blocks.clear();
        heap = -1;
    }
}
