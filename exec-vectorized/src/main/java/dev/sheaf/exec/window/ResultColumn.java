// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Collects the results of an aggregate that are made bit by bit. Long strings are copied, since those of an
/// accumulator don't outlive its next change.
final class ResultColumn implements AutoCloseable {
    private static final int HEAP_BYTES = 64 << 10;

    private final MemoryContext memory;
    private final List<MemoryBlock> heaps = new ArrayList<>();
    private int heapUsed;
    private int heapNumber;
    /// The vector that knows the last heap under that number.
    private @Nullable StringVector current;

    ResultColumn(MemoryContext memory) {
        this.memory = memory;
    }

    /// Forgets the strings of the last block.
    void reset() {
        heaps.forEach(MemoryBlock::release);
        heaps.clear();
        heapUsed = 0;
        current = null;
    }

    /// `target[at + i] = source[i]`.
    void putAll(FlatVector source, int count, FlatVector target, int at) {
        for (int i = 0; i < count; i++) {
            put(source, i, target, at + i);
        }
    }

    /// `target[at] = source[row]`.
    void put(FlatVector source, int row, FlatVector target, int at) {
        if (source instanceof StringVector strings
                && !strings.isNull(row)
                && !StringViews.isInline(strings.length(row))) {
            copyLong(strings, row, (StringVector) target, at);
        } else {
            target.copyRow(at, source, row);
        }
    }

    private void copyLong(StringVector source, int row, StringVector target, int at) {
        int length = source.length(row);
        if (heaps.isEmpty() || heapUsed + length > heaps.getLast().byteSize()) {
            heaps.add(memory.allocate(Math.max(length, HEAP_BYTES)));
            heapUsed = 0;
            current = null;
        }
        if (current != target) {
            heapNumber = target.addHeap(heaps.getLast().segment());
            current = target;
        }
        StringViews.copyTo(
                source.views()[2 * row],
                source.views()[2 * row + 1],
                source.heaps(),
                heaps.getLast().segment(),
                heapUsed);
        target.set(at, heapNumber, heapUsed, length);
        if (target.hasNulls()) {
            Bits.set(Objects.requireNonNull(target.validity()), at);
        }
        heapUsed += length;
    }

    @Override
    public void close() {
        reset();
    }
}
