// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `CREATE [OR REPLACE] [TEMP] VIEW [IF NOT EXISTS] name [(columns)] AS query`.
public final class CreateViewNode extends StatementNode {
    private final boolean replace;
    private final boolean temporary;
    private final boolean ifNotExists;
    private final SqlIdentifier name;
    private final @Nullable SqlNodeList columns;
    private final SqlNode query;
    private final SqlParserPos as;

    public CreateViewNode(
            SqlParserPos position,
            boolean replace,
            boolean temporary,
            boolean ifNotExists,
            SqlIdentifier name,
            @Nullable SqlNodeList columns,
            SqlNode query,
            SqlParserPos as) {
        super("CREATE VIEW", position, name, columns, query);
        this.replace = replace;
        this.temporary = temporary;
        this.ifNotExists = ifNotExists;
        this.name = name;
        this.columns = columns;
        this.query = query;
        this.as = as;
    }

    public boolean replace() {
        return replace;
    }

    public boolean temporary() {
        return temporary;
    }

    public boolean ifNotExists() {
        return ifNotExists;
    }

    public SqlIdentifier name() {
        return name;
    }

    public @Nullable SqlNodeList columns() {
        return columns;
    }

    public SqlNode query() {
        return query;
    }

    /// The place of the word AS, behind which the query's text begins.
    public SqlParserPos as() {
        return as;
    }
}
