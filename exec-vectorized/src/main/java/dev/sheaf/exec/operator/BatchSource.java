// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives the rows of batches that are all there, batch by batch.
final class BatchSource implements SourceOperator {
    private final Supplier<@Nullable Batch> next;
    private final BatchChunks chunks;
    private @Nullable Chunk chunk;

    /// @param next gives a batch, which is ours to release then, or null when there is none left
    BatchSource(Supplier<@Nullable Batch> next, BatchChunks chunks) {
        this.next = next;
        this.chunks = chunks;
    }

    @Override
    public Result next(Waker waker) {
        while (true) {
            chunk = chunks.next();
            if (chunk != null) {
                return Result.ROWS;
            }
            Batch batch = next.get();
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
