// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

import dev.sheaf.core.catalog.Relation;
import java.util.List;
import java.util.Optional;

/// One entry of the catalog log: all that a statement changes, at once. Names are as they were written; they are
/// compared without case.
public sealed interface CatalogChange {
    record CreateSchema(String schema) implements CatalogChange {}

    /// Drops a schema and all that is in it.
    record DropSchema(String schema) implements CatalogChange {}

    /// Adds a table, with the rows it is born with.
    ///
    /// @param replace whether it takes the place of a table of that name
    record CreateTable(String schema, TableDefinition table, boolean replace) implements CatalogChange {}

    /// Adds rows to a table.
    ///
    /// @param table the table's id: that very table must still have the name
    /// @param merge what takes the place of the segments and of some before them, provided that nobody has added others
    /// in between
    record AppendSegments(
            String schema, String name, long table, List<SegmentReference> segments, Optional<TailMerge> merge)
            implements CatalogChange {
        public AppendSegments(String schema, String name, long table, List<SegmentReference> segments) {
            this(schema, name, table, segments, Optional.empty());
        }

        public AppendSegments {
            segments = List.copyOf(segments);
        }
    }

    /// Makes a table's version the next one, unless another change came first.
    ///
    /// @param before the version that `after` was made from: the table must still be that
    record ChangeTable(String schema, TableDefinition before, TableDefinition after) implements CatalogChange {}

    /// Adds a view.
    ///
    /// @param replace whether it takes the place of a view of that name
    record CreateView(String schema, Relation.View view, boolean replace) implements CatalogChange {}

    /// Drops a table.
    record DropTable(String schema, String name) implements CatalogChange {}

    /// Drops a view.
    record DropView(String schema, String name) implements CatalogChange {}
}
