// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps all rows, as batches, for any number of readers ([#reader]), each of which gets all of them. The batches go
/// when the sink is closed, which is when the last reading pipeline has ended.
public final class MaterializeSink implements SinkFactory {
    private final Schema schema;
    private final int batchRows;
    private final long batchBytes;
    private final MemoryContext memory;
    private final RowBytes rowBytes;
    private final List<Batch> batches = new ArrayList<>();

    /// @param batchRows how many rows make a batch full
    /// @param batchBytes how many bytes do
    /// @param parent gets a child that is charged for the rows
    public MaterializeSink(int node, Schema schema, int batchRows, long batchBytes, MemoryContext parent) {
        this.schema = schema;
        this.batchRows = batchRows;
        this.batchBytes = batchBytes;
        this.memory = parent.child("materialize " + node);
        this.rowBytes = new RowBytes(schema);
    }

    /// What reads the rows, once the sink is complete. Each call is a reader of its own.
    ///
    /// @param columns places of the columns to read
    /// @param read the schema of these columns
    public SourceFactory reader(List<Integer> columns, Schema read) {
        return new MaterializedSource(this, columns.stream().mapToInt(Integer::intValue).toArray(), read);
    }

    /// One of the batches, with a reference for the caller.
    ///
    /// @return null when there are no more
    synchronized @Nullable Batch batch(int index) {
        if (index >= batches.size()) {
            return null;
        }
        Batch batch = batches.get(index);
        batch.retain();
        return batch;
    }

    synchronized int batchCount() {
        return batches.size();
    }

    private synchronized void keep(List<Batch> made) {
        batches.addAll(made);
        made.clear();
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new Sink();
    }

    @Override
    public long peakBytes() {
        return memory.peakBytes();
    }

    @Override
    public synchronized void close() {
        batches.forEach(Batch::release);
        batches.clear();
        memory.close();
    }

    /// One driver's batches.
    private final class Sink implements SinkOperator {
        private final BatchBuilder builder = new BatchBuilder(schema, memory);
        private final List<Batch> full = new ArrayList<>();

        @Override
        public Result take(Chunk chunk, Waker waker) {
            int[] rows = chunk.selection() == null ? null : chunk.selection().rows();
            int end = chunk.activeCount();
            int next = 0;
            while (next < end) {
                int room = Math.min(end - next, batchRows - builder.rowCount());
                int taken = rowBytes.fitting(chunk, rows, next, room, batchBytes - builder.byteSize());
                builder.append(chunk, rows, next, taken);
                next += taken;
                if (builder.rowCount() >= batchRows || next < end || builder.byteSize() >= batchBytes) {
                    full.add(builder.finish());
                }
            }
            return Result.TAKEN;
        }

        @Override
        public Result finish(Waker waker) {
            if (builder.rowCount() > 0) {
                full.add(builder.finish());
            }
            keep(full);
            return Result.TAKEN;
        }

        @Override
        public void close() {
            builder.close();
            full.forEach(Batch::release);
            full.clear();
        }
    }
}
