// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `CREATE [UNIQUE] INDEX [IF NOT EXISTS] name ON table (columns)`.
public final class CreateIndexNode extends StatementNode {
    private final boolean unique;
    private final boolean ifNotExists;
    private final SqlIdentifier name;
    private final SqlIdentifier table;
    private final SqlNodeList columns;

    public CreateIndexNode(
            SqlParserPos position,
            boolean unique,
            boolean ifNotExists,
            SqlIdentifier name,
            SqlIdentifier table,
            SqlNodeList columns) {
        super("CREATE INDEX", position, name, table, columns);
        this.unique = unique;
        this.ifNotExists = ifNotExists;
        this.name = name;
        this.table = table;
        this.columns = columns;
    }

    public boolean unique() {
        return unique;
    }

    public boolean ifNotExists() {
        return ifNotExists;
    }

    public SqlIdentifier name() {
        return name;
    }

    public SqlIdentifier table() {
        return table;
    }

    public SqlNodeList columns() {
        return columns;
    }
}
