// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.Relation;
import java.util.List;
import java.util.Optional;

/// Schemas whose tables aren't in the catalog log because they are always there: generated data, the system's own
/// tables. Safe for use by many threads.
public interface SchemaProvider {
    /// The schemas that are listed; others may be named too.
    List<String> schemas();

    boolean exists(String schema);

    List<String> tables(String schema);

    Optional<Relation.Table> table(String schema, String name);
}
