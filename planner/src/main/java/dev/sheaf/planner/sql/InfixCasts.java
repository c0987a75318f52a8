// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;

/// Puts `::type` on the operand before it, so that it binds tighter than every operator to its left.
public final class InfixCasts {
    private InfixCasts() {}

    /// @param list operands and operators so far; the last operand is replaced by its cast
    public static void apply(List<Object> list, SqlDataTypeSpec type) {
        SqlNode operand;
        if (list.getLast() instanceof SqlNode node) {
            operand = node;
            list.removeLast();
        } else {
            // A postfix operator such as IS NULL came before: all of it is the operand.
            operand = SqlParserUtil.toTree(list);
            list.clear();
        }
        SqlParserPos position = operand.getParserPosition().plus(type.getParserPosition());
        list.add(SqlStdOperatorTable.CAST.createCall(position, operand, type));
    }
}
