// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Rows that somebody owns: immutable columns in native memory, counted by reference. This is the form in which data
/// crosses sinks, exchanges and the API; inside pipelines it is [dev.sheaf.core.vector.Chunk]s.
///
/// Whoever receives a batch has one reference and releases it. Safe to read from many threads.
public final class Batch {
    /// The most bytes a batch should have, but for one oversized row.
    public static final long BYTES_MAX = 4 << 20;

    private final Schema schema;
    private final int rowCount;
    private final List<BatchColumn> columns;
    private final AtomicInteger references = new AtomicInteger(1);

    /// Takes over the columns' references.
    public Batch(Schema schema, int rowCount, List<BatchColumn> columns) {
        if (schema.size() != columns.size()) {
            throw new IllegalArgumentException(columns.size() + " columns for a schema of " + schema.size());
        }
        this.schema = schema;
        this.rowCount = rowCount;
        this.columns = List.copyOf(columns);
    }

    public Schema schema() {
        return schema;
    }

    public int rowCount() {
        return rowCount;
    }

    public List<BatchColumn> columns() {
        return columns;
    }

    public BatchColumn column(int index) {
        return columns.get(index);
    }

    /// The native memory that the batch holds, in bytes.
    public long byteSize() {
        long bytes = 0;
        for (BatchColumn column : columns) {
            bytes += column.byteSize();
        }
        return bytes;
    }

    /// One more reference to release.
    public void retain() {
        if (references.getAndIncrement() <= 0) {
            throw new IllegalStateException("the batch has been released");
        }
    }

    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            columns.forEach(BatchColumn::release);
        } else if (left < 0) {
            throw new IllegalStateException("the batch has been released more often than retained");
        }
    }

    /// Moves the batch to another owner's account: takes over the caller's reference and gives a batch that is charged
    /// to `target` from now on, over its limit if need be.
    public Batch transferTo(MemoryContext target) {
        Batch moved = new Batch(
                schema, rowCount, columns.stream().map(column -> column.transferTo(target)).toList());
        release();
        return moved;
    }
}
