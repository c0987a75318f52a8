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
    private boolean external;

    /// Keeps a table and gives the identifier that stands for it.
    ///
    /// @param external whether it was found outside the catalog (a file), so that the catalog's version says nothing
    /// about it
    SqlIdentifier add(String name, Relation.Table table, boolean external, SqlParserPos position) {
        String key = name + "#" + tables.size();
        tables.put(key, table);
        this.external |= external;
        return new SqlIdentifier(key, position);
    }

    /// All tables by their keys.
    Map<String, Relation.Table> all() {
        return tables;
    }

    /// Whether a table was found outside the catalog.
    public boolean external() {
        return external;
    }
}
