// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a name in FROM stands for.
public sealed interface Relation {
    /// Something that a connector scans.
    ///
    /// @param uniqueKeys sets of columns whose values never repeat, where known
    /// @param statistics asked for when the planner needs them; may read metadata, never data at large
    /// @param defaults the text of the expression that a column without a value takes when a row is written, by the
    /// column's place
    record Table(
            TableHandle handle,
            Schema schema,
            List<List<Integer>> uniqueKeys,
            Supplier<TableStatistics> statistics,
            Map<Integer, String> defaults)
            implements Relation {
        /// A table whose columns have no defaults.
        public Table(
                TableHandle handle,
                Schema schema,
                List<List<Integer>> uniqueKeys,
                Supplier<TableStatistics> statistics) {
            this(handle, schema, uniqueKeys, statistics, Map.of());
        }

        public Table {
            uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
            defaults = Map.copyOf(defaults);
        }
    }

    /// A query under a name.
    ///
    /// @param sql its text
    /// @param schema the columns it had when it was made; a query that gives others now is an error
    /// @param searchPath the schema in which its unqualified names are looked up
    record View(String name, String sql, Schema schema, String searchPath) implements Relation {}
}
