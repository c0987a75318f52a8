// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Says what a statement asks of the rows of another relation that match its own row with subqueries.
public final class MatchingRows {
    private MatchingRows() {}

    /// Whether there is one.
    public static SqlCall exists(SqlNode from, @Nullable SqlNode condition, SqlParserPos position) {
        return SqlStdOperatorTable.EXISTS.createCall(
                position, value(SqlLiteral.createExactNumeric("1", position), from, condition, position));
    }

    /// The value of an expression for the one there is.
    public static SqlNode value(
            SqlNode expression, SqlNode from, @Nullable SqlNode condition, SqlParserPos position) {
        return PlainSelect.of(SqlNodeList.of(expression), from, condition, position);
    }
}
