// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchReader;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads owned batches as chunks, a batch at a time, and releases each when its last chunk has been used. The heap
/// tiles are charged from the first batch on.
public final class BatchChunks implements AutoCloseable {
    private final Schema schema;
    private final int[] columns;
    private final int chunkRows;
    private final MemoryContext memory;
    private @Nullable BatchReader reader;
    private long reservedBytes;
    private @Nullable Batch batch;
    private int nextRow;

    /// @param schema of the batches
    public BatchChunks(Schema schema, int chunkRows, MemoryContext memory) {
        this(schema, IntStream.range(0, schema.size()).toArray(), chunkRows, memory);
    }

    /// @param schema of the columns that are read
    /// @param columns their places in the batches
    public BatchChunks(Schema schema, int[] columns, int chunkRows, MemoryContext memory) {
        this.schema = schema;
        this.columns = columns;
        this.chunkRows = chunkRows;
        this.memory = memory;
    }

    /// Begins a batch, which is ours from now on.
    public void start(Batch next) {
        if (batch != null) {
            batch.release();
        }
        batch = next;
        nextRow = 0;
    }

    /// The next rows of the batch, or null when there are no more; then the batch has been released.
    public @Nullable Chunk next() {
        Batch current = batch;
        if (current == null) {
            return null;
        }
        if (nextRow >= current.rowCount()) {
            batch = null;
            current.release();
            return null;
        }
        int rows = Math.min(chunkRows, current.rowCount() - nextRow);
        Chunk chunk = reader().read(current, nextRow, rows);
        nextRow += rows;
        return chunk;
    }

    private BatchReader reader() {
        if (reader == null) {
            BatchReader made = new BatchReader(schema, columns, chunkRows);
            memory.reserve(made.heapBytes());
            reservedBytes = made.heapBytes();
            reader = made;
        }
        return reader;
    }

    @Override
    public void close() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
        memory.unreserve(reservedBytes);
        reservedBytes = 0;
        reader = null;
    }
}
