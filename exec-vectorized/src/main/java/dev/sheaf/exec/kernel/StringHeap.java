// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Native memory in which a kernel builds the strings of one result. Reserve room for the longest the string may
/// become, write at
/// [#segment()] from [#offset()] on, then [#commit] what was written: a short string moves into its view and leaves the
/// room to the
/// next. Emptied by [#reset], which keeps the last block for the next chunk.
public final class StringHeap implements AutoCloseable {
    /// The longest string that a function may build.
    public static final int STRING_BYTES_MAX = 1 << 28;

    private static final int BLOCK_BYTES_MIN = 16 << 10;
    private static final int BLOCK_BYTES_MAX = 4 << 20;

    private final MemoryContext memory;
    private final List<MemoryBlock> blocks = new ArrayList<>();
    private MemorySegment segment = MemorySegment.NULL;
    private int heapNumber = -1;
    private int offset;

    StringHeap(MemoryContext memory) {
        this.memory = memory;
    }

    /// Forgets all strings, and the heaps of the vector that will view the next ones.
    public void reset(StringVector target) {
        target.clearHeaps();
        continueWith(target);
    }

    /// Forgets all strings. The vector keeps the heaps that it has already got from its operands.
    public void continueWith(StringVector target) {
        for (int i = blocks.size() - 2; i >= 0; i--) {
            blocks.remove(i).release();
        }
        if (!blocks.isEmpty() && blocks.getFirst().byteSize() > 2L * BLOCK_BYTES_MAX) {
            blocks.removeFirst().release();
        }
        heapNumber = -1;
        offset = 0;
        if (!blocks.isEmpty()) {
            segment = blocks.getFirst().segment();
            heapNumber = target.addHeap(segment);
        }
    }

    /// Makes room for a string of so many bytes at [#offset()].
    ///
    /// @throws SheafException STRING_TOO_LONG above [#STRING_BYTES_MAX], OUT_OF_MEMORY when there is no room
    public MemorySegment reserve(long bytes, StringVector target) {
        if (heapNumber >= 0 && offset + bytes <= segment.byteSize()) {
            return segment;
        }
        checkLength(bytes);
        // A chunk of long texts may take seconds to build.
        CancellationScope.check();
        long last = blocks.isEmpty() ? BLOCK_BYTES_MIN / 2 : blocks.getLast().byteSize();
        MemoryBlock block = memory.allocate(Math.max(bytes, Math.min(2 * last, BLOCK_BYTES_MAX)));
        blocks.add(block);
        segment = block.segment();
        heapNumber = target.addHeap(segment);
        offset = 0;
        return segment;
    }

    /// @throws SheafException STRING_TOO_LONG above [#STRING_BYTES_MAX]
    public static void checkLength(long bytes) {
        if (bytes > STRING_BYTES_MAX) {
            throw new SheafException(
                    ErrorCode.STRING_TOO_LONG,
                    "a text of " + bytes + " bytes is longer than the " + STRING_BYTES_MAX + " that are allowed");
        }
    }

    /// Copies bytes from the Java heap as a row's value that is too long for its view.
    ///
    /// @param prefix the first four bytes
    public void put(StringVector target, int row, byte[] bytes, int length, int prefix) {
        MemorySegment.copy(bytes, 0, reserve(length, target), ValueLayout.JAVA_BYTE, offset, length);
        target.setView(row, length | (long) prefix << 32, StringViews.reference(heapNumber, offset));
        offset += length;
    }

    public MemorySegment segment() {
        return segment;
    }

    /// Where the next string begins.
    public int offset() {
        return offset;
    }

    /// Makes the bytes written from [#offset()] on a row's value.
    public void commit(StringVector target, int row, int length) {
        target.set(row, heapNumber, offset, length);
        if (!StringViews.isInline(length)) {
            offset += length;
        }
    }

    /// Copies bytes from the Java heap as a row's value.
    public void put(StringVector target, int row, byte[] bytes, int length) {
        MemorySegment to = reserve(length, target);
        MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, offset, length);
        commit(target, row, length);
    }

    @Override
    public void close() {
        blocks.forEach(MemoryBlock::release);
        blocks.clear();
        heapNumber = -1;
    }
}
