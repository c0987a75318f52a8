// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Fills a string vector from bytes on the Java heap. Long strings go to native blocks of its own, which are reused
/// for the next chunk. Not thread-safe.
public final class StringAppender implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 << 10;

    private final MemoryContext memory;
    private final List<MemoryBlock> blocks = new ArrayList<>();
    private final StringVector target;
    private int blockIndex = -1;
    private MemorySegment block = MemorySegment.NULL;
    private int heap;
    private int used;

    /// @param target the vector that is filled
    /// @param memory is charged for the blocks
    public StringAppender(StringVector target, MemoryContext memory) {
        this.target = target;
        this.memory = memory;
    }

    /// Begins a chunk: earlier strings are no longer in use.
    public void start() {
        target.clearHeaps();
        blockIndex = -1;
        block = MemorySegment.NULL;
        used = 0;
    }

    /// Sets a row to the given bytes.
    public void put(int row, byte[] bytes, int offset, int length) {
        if (StringViews.isInline(length)) {
            putInline(row, bytes, offset, length);
            return;
        }
        if (length > block.byteSize() - used) {
            nextBlock(length);
        }
        MemorySegment.copy(bytes, offset, block, ValueLayout.JAVA_BYTE, used, length);
        target.set(row, heap, used, length);
        used += length;
    }

    /// Sets a row to the empty string, as a null's value has to be something.
    public void putEmpty(int row) {
        target.setView(row, 0, 0);
    }

    private void putInline(int row, byte[] bytes, int offset, int length) {
        long first = 0;
        for (int i = Math.min(4, length) - 1; i >= 0; i--) {
            first = first << 8 | bytes[offset + i] & 0xFF;
        }
        long second = 0;
        for (int i = length - 1; i >= 4; i--) {
            second = second << 8 | bytes[offset + i] & 0xFF;
        }
        target.setView(row, length | first << 32, second);
    }

    private void nextBlock(int length) {
        blockIndex++;
        if (blockIndex == blocks.size()) {
            blocks.add(memory.allocate(Math.max(BLOCK_BYTES, length)));
        } else if (blocks.get(blockIndex).byteSize() < length) {
            MemoryBlock larger = memory.allocate(length);
            blocks.set(blockIndex, larger).release();
        }
        block = blocks.get(blockIndex).segment();
        heap = target.addHeap(block);
        used = 0;
    }

    @Override
    public void close() {
        blocks.forEach(MemoryBlock::release);
        blocks.clear();
        start();
    }
}
