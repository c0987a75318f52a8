// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

import dev.sheaf.core.catalog.Relation;

/// What a name in a schema stands for.
public sealed interface CatalogEntry {
    String name();

    record Table(TableDefinition definition) implements CatalogEntry {
        @Override
        public String name() {
            return definition.name();
        }
    }

    record View(Relation.View view) implements CatalogEntry {
        @Override
        public String name() {
            return view.name();
        }
    }
}
