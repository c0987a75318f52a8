// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.log.TableDefinition;
import java.util.Optional;

/// One version of an engine's names, with what the catalog log says of its own tables.
public interface EngineSnapshot extends CatalogSnapshot {
    /// The table of that name, as it is in this version; empty for views and what is provided.
    Optional<TableDefinition> table(String schema, String name);

    /// The same names, one table of them in a version that is not in the log yet.
    EngineSnapshot with(String schema, TableDefinition table);
}
