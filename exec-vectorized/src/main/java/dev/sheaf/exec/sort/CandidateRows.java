// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RowReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One driver's candidates for the first rows of an order. For one thread.
final class CandidateRows implements AutoCloseable {
    private final RowOrder order;
    private final MemoryContext memory;
    private final CancellationToken cancellation;
    private SortBuffer buffer;
    private @Nullable RowReader reader;
    private long lastKey;

    CandidateRows(RowOrder order, MemoryContext memory, CancellationToken cancellation) {
        this.order = order;
        this.memory = memory;
        this.cancellation = cancellation;
        this.buffer = newBuffer();
    }

    private SortBuffer newBuffer() {
        return new SortBuffer(order, Integer.MAX_VALUE, memory, cancellation);
    }

    int count() {
        return buffer.open().count();
    }

    /// The first word of the last row that the last cut kept.
    long lastKey() {
        return lastKey;
    }

    void append(Chunk chunk, int @Nullable [] rows, int count) {
        buffer.append(chunk, rows, count);
    }

    /// Keeps the first `rows` rows of the order and gives the memory of the others back.
    void cut(int rows) {
        buffer.sortOpen();
        LongPairs pairs = buffer.open();
        lastKey = pairs.keys()[rows - 1];
        if (reader == null) {
            reader = new RowReader(order.layout(), Chunk.DEFAULT_ROWS);
        }
        SortBuffer whole = buffer;
        buffer = newBuffer();
        try (whole) {
            for (int from = 0; from < rows; from += Chunk.DEFAULT_ROWS) {
                int count = Math.min(Chunk.DEFAULT_ROWS, rows - from);
                long[] addresses = Arrays.copyOfRange(pairs.addresses(), from, from + count);
                buffer.append(reader.read(whole.rows(), addresses, count), null, count);
            }
        }
    }

    /// Hands everything over.
    void moveTo(SortedRuns sorted) {
        buffer.closeRun();
        sorted.add(buffer);
    }

    @Override
    public void close() {
        buffer.close();
    }
}
