// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects rows of chunks into batches. Values are copied out of the chunks, strings too. For one thread.
public final class BatchBuilder implements AutoCloseable {
    private final Schema schema;
    private final List<ColumnBuilder> columns = new ArrayList<>();
    private int rowCount;

    /// @param memory is charged for the rows until the batch that they end up in is released
    public BatchBuilder(Schema schema, MemoryContext memory) {
        this.schema = schema;
        for (int i = 0; i < schema.size(); i++) {
            columns.add(new ColumnBuilder(schema.type(i), memory));
        }
    }

    public int rowCount() {
        return rowCount;
    }

    /// The bytes that the rows so far take.
    public long byteSize() {
        long bytes = 0;
        for (ColumnBuilder column : columns) {
            bytes += column.byteSize();
        }
        return bytes;
    }

    /// Appends the chunk's rows in play.
    public void append(Chunk chunk) {
        if (chunk.selection() == null) {
            append(chunk, null, 0, chunk.rowCount());
        } else {
            append(chunk, chunk.selection().rows(), 0, chunk.selection().count());
        }
    }

    /// Appends chosen rows.
    ///
    /// @param rows their numbers in the chunk, or null for the numbers themselves
    /// @param from the first entry of `rows` to take
    public void append(Chunk chunk, int @Nullable [] rows, int from, int count) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).append(chunk.flat(i), rows, from, count);
        }
        rowCount += count;
    }

    /// Makes a batch of the rows so far, which the caller owns, and begins anew. It may be empty.
    public Batch finish() {
        List<BatchColumn> finished = new ArrayList<>(columns.size());
        for (ColumnBuilder column : columns) {
            finished.add(column.finish());
        }
        Batch batch = new Batch(schema, rowCount, finished);
        rowCount = 0;
        return batch;
    }

    /// Drops the rows so far.
    @Override
    public void close() {
        columns.forEach(ColumnBuilder::discard);
        rowCount = 0;
    }
}
