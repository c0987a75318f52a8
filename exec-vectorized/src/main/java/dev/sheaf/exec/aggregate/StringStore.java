// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Native memory for the long strings of one [StringVector], which numbers its blocks as heaps. Only grows, until it is
/// cleared.
final class StringStore implements AutoCloseable {
    private static final int BLOCK_BYTES_MIN = 4 << 10;
    private static final int BLOCK_BYTES_MAX = 256 << 10;

    private final MemoryContext memory;
    private final StringVector vector;
    private final List<MemoryBlock> blocks = new ArrayList<>();
    private long used;

    StringStore(MemoryContext memory, StringVector vector) {
        this.memory = memory;
        this.vector = vector;
    }

    /// Makes room for so many bytes.
    ///
    /// @return the second word of the view of a long string there
    long allocate(int bytes) {
        if (blocks.isEmpty() || used + bytes > blocks.getLast().byteSize()) {
            long next = blocks.isEmpty() ? BLOCK_BYTES_MIN : 2 * blocks.getLast().byteSize();
            MemoryBlock block = memory.allocate(Math.max(bytes, Math.min(BLOCK_BYTES_MAX, next)));
            blocks.add(block);
            vector.addHeap(block.segment());
            used = 0;
        }
        long reference = StringViews.reference(blocks.size() - 1, (int) used);
        used += bytes;
        return reference;
    }

    /// Copies a string's bytes if it is a long one.
    ///
    /// @return the second word of its view here
    long copy(long first, long second, MemorySegment[] heaps) {
        int length = StringViews.length(first);
        if (StringViews.isInline(length)) {
            return second;
        }
        long reference = allocate(length);
        write(second, heaps, length, reference);
        return reference;
    }

    /// Copies bytes and makes them a row's value.
    void put(int row, MemorySegment bytes) {
        int length = (int) bytes.byteSize();
        if (StringViews.isInline(length)) {
            vector.setView(row, StringViews.first(bytes, 0, length), StringViews.inlineSecond(bytes, 0, length));
            return;
        }
        long reference = allocate(length);
        int heap = StringViews.heap(reference);
        int offset = StringViews.offset(reference);
        MemorySegment.copy(bytes, 0, blocks.get(heap).segment(), offset, length);
        vector.set(row, heap, offset, length);
    }

    /// Copies a long string's bytes to room that was allocated before.
    void write(long second, MemorySegment[] heaps, int length, long reference) {
        MemorySegment.copy(
                heaps[StringViews.heap(second)],
                StringViews.offset(second),
                blocks.get(StringViews.heap(reference)).segment(),
                StringViews.offset(reference),
                length);
    }

    /// Forgets all strings.
    void clear() {
        blocks.forEach(MemoryBlock::release);
        blocks.clear();
        vector.clearHeaps();
        used = 0;
    }

    @Override
    public void close() {
        clear();
    }
}
