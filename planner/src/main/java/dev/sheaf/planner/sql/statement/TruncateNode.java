// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `TRUNCATE [TABLE] name`.
public final class TruncateNode extends StatementNode {
    private final SqlIdentifier name;

    public TruncateNode(SqlParserPos position, SqlIdentifier name) {
        super("TRUNCATE", position, name);
        this.name = name;
    }

    public SqlIdentifier name() {
        return name;
    }
}
