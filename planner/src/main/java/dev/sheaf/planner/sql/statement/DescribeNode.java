// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `DESCRIBE name | query`.
public final class DescribeNode extends StatementNode {
    private final SqlNode subject;

    public DescribeNode(SqlParserPos position, SqlNode subject) {
        super("DESCRIBE", position, subject);
        this.subject = subject;
    }

    public SqlNode subject() {
        return subject;
    }
}
