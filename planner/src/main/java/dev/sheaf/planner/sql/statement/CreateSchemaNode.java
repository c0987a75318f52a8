// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `CREATE SCHEMA [IF NOT EXISTS] name`.
public final class CreateSchemaNode extends StatementNode {
    private final boolean ifNotExists;
    private final SqlIdentifier name;

    public CreateSchemaNode(SqlParserPos position, boolean ifNotExists, SqlIdentifier name) {
        super("CREATE SCHEMA", position, name);
        this.ifNotExists = ifNotExists;
        this.name = name;
    }

    public boolean ifNotExists() {
        return ifNotExists;
    }

    public SqlIdentifier name() {
        return name;
    }
}
