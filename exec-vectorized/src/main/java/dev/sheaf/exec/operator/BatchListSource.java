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
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a few batches that a sink has made.
final class BatchListSource implements SourceOperator {
    private final Shared shared;
    private final BatchChunks chunks;
    private @Nullable Chunk chunk;

    /// The batches, asked for when the first driver does.
    private static final class Shared implements SourceFactory {
        private final Schema schema;
        private final Supplier<List<Batch>> made;
        private @Nullable ArrayDeque<Batch> left;

        Shared(Schema schema, Supplier<List<Batch>> made) {
            this.schema = schema;
            this.made = made;
        }

        synchronized @Nullable Batch take() {
            if (left == null) {
                left = new ArrayDeque<>(made.get());
            }
            return left.pollFirst();
        }

        @Override
        public SourceOperator create(DriverContext context) {
            return new BatchListSource(this, new BatchChunks(schema, context.chunkRows(), context.memory()));
        }

        @Override
        public int driversMax() {
            return 1;
        }

        @Override
        public synchronized void close() {
            if (left != null) {
                left.forEach(Batch::release);
                left.clear();
            }
        }
    }

    private BatchListSource(Shared shared, BatchChunks chunks) {
        this.shared = shared;
        this.chunks = chunks;
    }

    /// @param made gives the batches, which are ours then
    static SourceFactory factory(Schema schema, Supplier<List<Batch>> made) {
        return new Shared(schema, made);
    }

    @Override
    public Result next(Waker waker) {
        while (true) {
            chunk = chunks.next();
            if (chunk != null) {
                return Result.ROWS;
            }
            Batch batch = shared.take();
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
}
