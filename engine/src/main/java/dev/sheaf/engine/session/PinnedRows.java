// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.catalog.PinnedCatalog;
import org.jspecify.annotations.Nullable;

/// Rows of a statement that keep the catalog version it is bound to until they are closed.
record PinnedRows(RowStream rows, PinnedCatalog pinned) implements RowStream {
    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable Batch next() {
        return rows.next();
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
            pinned.close();
        }
    }
}
