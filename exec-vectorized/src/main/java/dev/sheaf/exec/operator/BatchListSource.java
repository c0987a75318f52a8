// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a few batches that a sink has made, asked for when the driver begins to read.
final class BatchListSource implements SourceFactory {
    private final Schema schema;
    private final Supplier<List<Batch>> made;
    private @Nullable ArrayDeque<Batch> left;

    /// @param made gives the batches, which are ours then
    BatchListSource(Schema schema, Supplier<List<Batch>> made) {
        this.schema = schema;
        this.made = made;
    }

    private synchronized @Nullable Batch take() {
        if (left == null) {
            left = new ArrayDeque<>(made.get());
        }
        return left.pollFirst();
    }

    @Override
    public SourceOperator create(DriverContext context) {
        return new BatchSource(this::take, new BatchChunks(schema, context.chunkRows(), context.memory()));
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
