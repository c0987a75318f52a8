// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.storage.tpch.TpchTables;
import java.util.List;
import java.util.Optional;

/// The schema family `tpch.sf1`, `tpch.sf0.01`, ... of generated tables.
public final class TpchSchemas implements SchemaProvider {
    @Override
    public List<String> schemas() {
        return TpchTables.schemas();
    }

    @Override
    public boolean exists(String schema) {
        return TpchTables.scale(schema).isPresent();
    }

    @Override
    public List<String> tables(String schema) {
        return exists(schema) ? TpchTables.names() : List.of();
    }

    @Override
    public Optional<Relation.Table> table(String schema, String name) {
        return TpchTables.table(schema, name);
    }
}
