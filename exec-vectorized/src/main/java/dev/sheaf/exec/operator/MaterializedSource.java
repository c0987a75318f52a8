// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Reads what a [MaterializeSink] holds. Drivers take a batch each.
final class MaterializedSource implements SourceOperator {
    private final Shared shared;
    private final BatchChunks chunks;
    private @Nullable Chunk chunk;

    private MaterializedSource(Shared shared, BatchChunks chunks) {
        this.shared = shared;
        this.chunks = chunks;
    }

    static SourceFactory factory(MaterializeSink sink, int[] columns, Schema schema) {
        return new Shared(sink, columns, schema);
    }

    @Override
    public Result next(Waker waker) {
        while (true) {
            chunk = chunks.next();
            if (chunk != null) {
                return Result.ROWS;
            }
            Batch batch = shared.sink.batch(shared.taken.getAndIncrement());
            if (batch == null) {
                return Result.FINISHED;
            }
            chunks.start(batch);
        }
    }

    @Override
    public Chunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("no chunk");
        }
        return chunk;
    }

    @Override
    public void close() {
        chunks.close();
        chunk = null;
    }

    /// How far the reader is.
    private static final class Shared implements SourceFactory {
        private final MaterializeSink sink;
        private final int[] columns;
        private final Schema schema;
        private final AtomicInteger taken = new AtomicInteger();

        Shared(MaterializeSink sink, int[] columns, Schema schema) {
            this.sink = sink;
            this.columns = columns;
            this.schema = schema;
        }

        @Override
        public SourceOperator create(DriverContext context) {
            return new MaterializedSource(
                    this, new BatchChunks(schema, columns, context.chunkRows(), context.memory()));
        }

        @Override
        public int driversMax() {
            return Math.max(1, sink.batchCount());
        }

        @Override
        public void close() {
            // The rows are the sink's.
        }
    }
}
