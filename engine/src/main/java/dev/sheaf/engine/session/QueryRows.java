// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.query.BlockingResult;
import org.jspecify.annotations.Nullable;

/// The rows of a query that runs on the workers.
///
/// @param schema the columns under the names that the client sees
record QueryRows(Schema schema, BlockingResult result) implements RowStream {
    @Override
    public @Nullable Batch next() {
        return result.next();
    }

    @Override
    public ScanProgress progress() {
        return result.progress();
    }

    @Override
    public void cancel(SheafException reason) {
        result.cancel(reason);
    }

    @Override
    public void close() {
        result.close();
    }
}
