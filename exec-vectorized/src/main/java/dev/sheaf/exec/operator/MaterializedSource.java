// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads what a [MaterializeSink] holds. Drivers take a batch each.
final class MaterializedSource implements SourceFactory {
    private final MaterializeSink sink;
    private final int[] columns;
    private final Schema schema;
    private final AtomicInteger taken = new AtomicInteger();

    MaterializedSource(MaterializeSink sink, int[] columns, Schema schema) {
        this.sink = sink;
        this.columns = columns;
        this.schema = schema;
    }

    @Override
    public SourceOperator create(DriverContext context) {
        return new BatchSource(
                () -> sink.batch(taken.getAndIncrement()),
                new BatchChunks(schema, columns, context.chunkRows(), context.memory()));
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
