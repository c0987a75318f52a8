// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.catalog.Relation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The tables that a statement reads, under keys that stand for them in its tree.
public final class BoundTables {
    private final Map<String, Relation.Table> tables = new LinkedHashMap<>();

    /// Keeps a table and gives the identifier that stands for it.
    SqlIdentifier add(String name, Relation.Table table, SqlParserPos position) {
        String key = name + "#" + tables.size();
        tables.put(key, table);
        return new SqlIdentifier(key, position);
    }

    /// Has a key stand for another table.
    void replace(String key, Relation.Table table) {
        tables.put(key, table);
    }

    /// All tables by their keys.
    Map<String, Relation.Table> all() {
        return tables;
    }
}
