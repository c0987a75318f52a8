// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.type.Schema;
import org.jspecify.annotations.Nullable;

/// The rows of a statement, a batch at a time. For one thread, but for [#cancel].
public interface RowStream extends AutoCloseable {
    Schema schema();

    /// Waits for the next rows, which the caller owns; null when there are no more.
    ///
    /// @throws SheafException why the statement failed
    @Nullable Batch next();

    /// How far the scans behind the rows had come when this was last asked. Any thread may ask.
    default ScanProgress progress() {
        return ScanProgress.NONE;
    }

    /// Ends the statement with that error if it still runs. Any thread may call it.
    void cancel(SheafException reason);

    /// Ends the statement if it still runs and gives everything back but the batches that were taken. May be called
    /// twice.
    @Override
    void close();
}
