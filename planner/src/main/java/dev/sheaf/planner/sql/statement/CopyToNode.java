// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import dev.sheaf.planner.sql.PlainSelect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `COPY query | table TO 'file' [(options)]`; options alternate between names and values.
public final class CopyToNode extends StatementNode {
    private final SqlNode source;
    private final String path;
    private final SqlNodeList options;

    public CopyToNode(SqlParserPos position, SqlNode source, String path, SqlNodeList options) {
        super("COPY TO", position, source);
        this.source = source;
        this.path = path;
        this.options = options;
    }

    public SqlNode source() {
        return source;
    }

    public String path() {
        return path;
    }

    public SqlNodeList options() {
        return options;
    }

    /// The query that `COPY table [(columns)] TO` stands for.
    public static SqlNode allOf(SqlIdentifier table, @Nullable SqlNodeList columns) {
        SqlParserPos position = table.getParserPosition();
        SqlNodeList list = columns == null ? SqlNodeList.of(SqlIdentifier.star(position)) : columns;
        return PlainSelect.of(list, table, null, position);
    }
}
