// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import dev.sheaf.core.error.SourcePosition;
import java.util.List;
import java.util.Optional;

/// One version of all names that a statement may use. A statement is planned against one snapshot and pins it, so
/// concurrent changes don't show. Names are compared without case. Safe for use by many threads.
public interface CatalogSnapshot {
    /// Grows with every change; part of the plan cache's key.
    long version();

    /// The names of the schemas, in order.
    List<String> schemas();

    /// The names of the tables and views of a schema, in order; empty for one that doesn't exist.
    List<String> relations(String schema);

    boolean schemaExists(String schema);

    /// Looks a name up.
    ///
    /// @param schema a schema's name; may have dots of its own (`tpch.sf1`)
    Optional<Relation> relation(String schema, String name);

    /// The table function of that name.
    Optional<TableFunction> tableFunction(String name);

    /// The names of the table functions, in order.
    List<String> tableFunctions();

    /// What a string in FROM means: a path or glob of data files.
    ///
    /// @throws dev.sheaf.core.error.SheafException when there is no such file or its format isn't known
    Relation.Table file(String path, SourcePosition position);
}
