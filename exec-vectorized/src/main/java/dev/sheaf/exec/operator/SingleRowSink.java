// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scalar subquery's promise: keeps the one row, fails with CARDINALITY_VIOLATION at the second, and makes one of
/// nulls when none comes. [#source] gives the row.
public final class SingleRowSink implements SinkFactory {
    private final Schema schema;
    private final SourcePosition position;
    private final MemoryContext memory;
    private @Nullable Batch row;

    /// @param schema the columns, all nullable
    /// @param position of the subquery, for the error
    /// @param memory charged for the row
    public SingleRowSink(Schema schema, SourcePosition position, MemoryContext memory) {
        this.schema = schema;
        this.position = position;
        this.memory = memory;
    }

    /// What reads the row, once the sink is complete.
    public SourceFactory source() {
        return new BatchListSource(schema, this::takeRow);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new Sink();
    }

    @Override
    public synchronized void completed() {
        if (row == null) {
            try (BatchBuilder builder = new BatchBuilder(schema, memory)) {
                builder.append(nullRow());
                row = builder.finish();
            }
        }
    }

    private Chunk nullRow() {
        Chunk chunk = new Chunk(schema);
        chunk.start(1);
        for (int i = 0; i < schema.size(); i++) {
            FlatVector vector = FlatVector.allocate(schema.type(i), 1);
            vector.setNull(0);
            chunk.set(i, vector);
        }
        return chunk;
    }

    private synchronized void keep(Chunk chunk) {
        if (row != null || chunk.activeCount() > 1) {
            throw new SheafException(
                    ErrorCode.CARDINALITY_VIOLATION, "a subquery used as a value gives more than one row", position);
        }
        try (BatchBuilder builder = new BatchBuilder(schema, memory)) {
            builder.append(chunk);
            row = builder.finish();
        }
    }

    private synchronized List<Batch> takeRow() {
        Batch taken = row;
        row = null;
        return taken == null ? List.of() : List.of(taken);
    }

    @Override
    public void close() {
        takeRow().forEach(Batch::release);
    }

    /// A driver's side: everything is shared.
    private final class Sink implements SinkOperator {
        @Override
        public Result take(Chunk chunk, Waker waker) {
            keep(chunk);
            return Result.TAKEN;
        }

        @Override
        public Result finish(Waker waker) {
            return Result.TAKEN;
        }

        @Override
        public void close() {
            // Nothing is held here.
        }
    }
}
