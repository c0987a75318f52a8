// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.parser.SqlParserPos;

/// `BEGIN`, `COMMIT` or `ROLLBACK`.
public final class TransactionNode extends StatementNode {

    public TransactionNode(SqlParserPos position) {
        super("TRANSACTION", position);
    }
}
