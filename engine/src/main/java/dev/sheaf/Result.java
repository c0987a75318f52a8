// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.arrow.ArrowExport;
import dev.sheaf.engine.arrow.ArrowTypes;
import dev.sheaf.engine.session.RowStream;
import dev.sheaf.engine.session.StatementResult;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// What a statement gave: a stream of Arrow batches, or a count. For one thread at a time.
public final class Result implements AutoCloseable {
    private final @Nullable RowStream rows;
    private final long updateCount;
    private final MemoryContext memory;
    private final Consumer<Result> onClose;
    private @Nullable VectorSchemaRoot root;
    private boolean closed;

    private Result(
            @Nullable RowStream rows, long updateCount, MemoryContext memory, Consumer<Result> onClose) {
        this.rows = rows;
        this.updateCount = updateCount;
        this.memory = memory;
        this.onClose = onClose;
    }

    static Result of(StatementResult result, MemoryContext memory, Consumer<Result> onClose) {
        return switch (result) {
            case StatementResult.Rows rows -> new Result(rows.rows(), -1, memory, onClose);
            case StatementResult.Count count -> new Result(null, count.rowCount(), memory, onClose);
            case StatementResult.Done _ -> new Result(null, 0, memory, onClose);
        };
    }

    /// Whether the statement gives rows.
    public boolean hasRows() {
        return rows != null;
    }

    /// How many rows a statement wrote; 0 for one that writes none, and for one that gives rows.
    public long updateCount() {
        return Math.max(0, updateCount);
    }

    /// The columns.
    public Schema schema() {
        return rows == null ? Schema.EMPTY : rows.schema();
    }

    /// Waits for the next batch and puts it into [#root].
    ///
    /// @return whether there was one
    /// @throws SheafException why the statement failed
    public boolean next() {
        Batch batch = nextBatch();
        if (batch == null) {
            return false;
        }
        try {
            VectorSchemaRoot target = openRoot();
            target.clear();
            new ArrowExport(memory).load(batch, target);
        } finally {
            batch.release();
        }
        return true;
    }

    /// The rows of the batch that [#next] found: valid until it is called again. The vectors may be transferred
    /// elsewhere within the engine's allocator tree, and are to be closed there before the engine is.
    public VectorSchemaRoot root() {
        VectorSchemaRoot current = root;
        if (current == null) {
            throw new IllegalStateException("next() has found no batch yet");
        }
        return current;
    }

    /// Waits for the next batch in Sheaf's own form. Instead of [#next], not beside it.
    ///
    /// @return a batch that the caller releases, or null when there are no more
    /// @throws SheafException why the statement failed
    public @Nullable Batch nextBatch() {
        if (rows == null || closed) {
            return null;
        }
        return rows.next();
    }

    /// Ends the statement if it still runs, with QUERY_CANCELLED. Any thread may call it.
    public void cancel() {
        if (rows != null) {
            rows.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "the statement was cancelled"));
        }
    }

    /// Ends the statement if it still runs and gives its memory back. May be called twice.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onClose.accept(this);
        if (root != null) {
            root.close();
        }
        if (rows != null) {
            rows.close();
        }
    }

    private VectorSchemaRoot openRoot() {
        VectorSchemaRoot current = root;
        if (current == null) {
            current = VectorSchemaRoot.create(ArrowTypes.schema(schema()), memory.allocator());
            root = current;
        }
        return current;
    }
}
