// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `COPY table [(columns)] FROM 'file' [(options)]`; options alternate between names and values.
public final class CopyFromNode extends StatementNode {
    private final SqlIdentifier table;
    private final @Nullable SqlNodeList columns;
    private final String path;
    private final SqlNodeList options;

    public CopyFromNode(
            SqlParserPos position,
            SqlIdentifier table,
            @Nullable SqlNodeList columns,
            String path,
            SqlNodeList options) {
        super("COPY FROM", position, table, columns);
        this.table = table;
        this.columns = columns;
        this.path = path;
        this.options = options;
    }

    public SqlIdentifier table() {
        return table;
    }

    public @Nullable SqlNodeList columns() {
        return columns;
    }

    public String path() {
        return path;
    }

    public SqlNodeList options() {
        return options;
    }
}
