// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Says what a statement asks of the rows of another relation that match its own row with subqueries.
public final class MatchingRows {
    private MatchingRows() {}

    /// Whether there is one.
    public static SqlCall exists(SqlNode from, @Nullable SqlNode condition, SqlParserPos position) {
        return SqlStdOperatorTable.EXISTS.createCall(
                position, select(SqlLiteral.createExactNumeric("1", position), from, condition, position));
    }

    /// The value of an expression for the one there is.
    public static SqlNode value(
            SqlNode expression, SqlNode from, @Nullable SqlNode condition, SqlParserPos position) {
        return select(expression, from, condition, position);
    }

    private static SqlSelect select(
            SqlNode item, SqlNode from, @Nullable SqlNode condition, SqlParserPos position) {
        return new SqlSelect(
                position,
                null,
                SqlNodeList.of(item),
                from,
                condition,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                SqlNodeList.EMPTY);
    }
}
