// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Says IS [NOT] DISTINCT FROM between rows with their values.
final class RowDistinctness {
    private RowDistinctness() {}

    /// Two rows as their values, pair by pair; values that are rows, too. A row is no NULL, even one of nulls only.
    static SqlCall rewrite(SqlCall call) {
        SqlNode left = call.operand(0);
        SqlNode right = call.operand(1);
        boolean negated = call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
        if (isRow(left) && SqlUtil.isNullLiteral(right, false)) {
            return unlikeNull((SqlCall) left, negated);
        }
        if (isRow(right) && SqlUtil.isNullLiteral(left, false)) {
            return unlikeNull((SqlCall) right, negated);
        }
        if (!isRow(left) || !isRow(right)) {
            return call;
        }
        SqlCall a = (SqlCall) left;
        SqlCall b = (SqlCall) right;
        if (a.operandCount() != b.operandCount()) {
            return call;
        }
        List<SqlNode> pairs = new ArrayList<>();
        for (int i = 0; i < a.operandCount(); i++) {
            SqlNode[] pair = {a.operand(i), b.operand(i)};
            pairs.add(rewrite(call.getOperator().createCall(call.getParserPosition(), pair)));
        }
        return (SqlCall) SyntaxRewriter.balanced(negated ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR, pairs);
    }

    private static boolean isRow(SqlNode node) {
        return node.getKind() == SqlKind.ROW;
    }

    /// True (or false when negated), with the row's values still there to be checked.
    private static SqlCall unlikeNull(SqlCall row, boolean negated) {
        SqlParserPos position = row.getParserPosition();
        List<SqlNode> terms = new ArrayList<>();
        terms.add(SqlLiteral.createBoolean(!negated, position));
        for (SqlNode value : row.getOperandList()) {
            terms.add(isRow(value)
                    ? unlikeNull((SqlCall) value, negated)
                    : SqlStdOperatorTable.IS_NULL.createCall(position, value));
        }
        SqlOperator operator = negated ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR;
        return (SqlCall) SyntaxRewriter.balanced(operator, terms);
    }
}
