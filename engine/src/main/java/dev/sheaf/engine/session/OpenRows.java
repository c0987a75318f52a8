// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.type.Schema;
import org.jspecify.annotations.Nullable;

/// The rows of a statement, with what must last as long as they do: the catalog version it is bound to, its place among
/// the open statements of its engine, its timeout.
final class OpenRows implements RowStream {
    private final RowStream rows;
    private final Runnable whenClosed;
    private boolean closed;

    /// @param whenClosed is run once
    OpenRows(RowStream rows, Runnable whenClosed) {
        this.rows = rows;
        this.whenClosed = whenClosed;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable Batch next() {
        return rows.next();
    }

    @Override
    public ScanProgress progress() {
        return rows.progress();
    }

    @Override
    public void cancel(SheafException reason) {
        rows.cancel(reason);
    }

    @Override
    public void close() {
        try {
            rows.close();
        } finally {
            end();
        }
    }

    private synchronized void end() {
        if (!closed) {
            closed = true;
            whenClosed.run();
        }
    }
}
