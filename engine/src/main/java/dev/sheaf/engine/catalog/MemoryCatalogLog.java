// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.CatalogLog;
import dev.sheaf.core.catalog.log.CatalogState;

/// The catalog log of an engine whose tables end with it: only the newest state is kept.
public final class MemoryCatalogLog implements CatalogLog {
    private volatile CatalogState state;

    /// @param schema the one schema that there is at the beginning
    public MemoryCatalogLog(String schema) {
        state = CatalogState.initial(schema);
    }

    @Override
    public CatalogState state() {
        return state;
    }

    @Override
    public synchronized CatalogState append(CatalogChange change) {
        CatalogState next = state.apply(change);
        state = next;
        return next;
    }
}
