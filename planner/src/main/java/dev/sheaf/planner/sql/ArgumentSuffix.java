// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// What stands behind the last argument within a function's parentheses: `f(x ORDER BY y IGNORE NULLS)`. The parser
/// leaves it as a last operand; rewriting says it by WITHIN GROUP and IGNORE NULLS around the call.
public final class ArgumentSuffix {
    private static final SqlSpecialOperator OPERATOR = new SqlSpecialOperator("ARGUMENT SUFFIX", SqlKind.OTHER);
    private static final SqlSpecialOperator IGNORING = new SqlSpecialOperator("IGNORING NULLS", SqlKind.OTHER);

    private ArgumentSuffix() {}

    /// @param order the keys of the ORDER BY, or none
    /// @param nulls IGNORE NULLS or RESPECT NULLS, if one is said
    public static SqlNode of(SqlNodeList order, @Nullable SqlOperator nulls, SqlParserPos position) {
        SqlOperator operator = nulls == SqlStdOperatorTable.IGNORE_NULLS ? IGNORING : OPERATOR;
        return operator.createCall(position, List.of(order));
    }

    /// The ORDER BY of a call's suffix, empty when the suffix has none; nothing when the call has no suffix.
    public static Optional<SqlNodeList> order(SqlCall call) {
        return suffix(call).map(suffix -> suffix.operand(0));
    }

    /// The call with its suffix, if it has one, in standard SQL.
    public static SqlCall unwrap(SqlCall call) {
        Optional<SqlCall> found = suffix(call);
        if (found.isEmpty()) {
            return call;
        }
        SqlCall suffix = found.get();
        int last = call.operandCount() - 1;
        SqlParserPos position = call.getParserPosition();
        SqlCall plain = call.getOperator()
                .createCall(
                        call.getFunctionQuantifier(),
                        position,
                        call.getOperandList().subList(0, last).toArray(SqlNode[]::new));
        SqlNodeList order = suffix.operand(0);
        if (suffix.getOperator() == IGNORING) {
            plain = SqlStdOperatorTable.IGNORE_NULLS.createCall(position, plain);
        }
        return order.isEmpty() ? plain : SqlStdOperatorTable.WITHIN_GROUP.createCall(position, List.of(plain, order));
    }

    private static Optional<SqlCall> suffix(SqlCall call) {
        boolean has = call.operandCount() > 0
                && call.getOperandList().getLast() instanceof SqlCall last
                && (last.getOperator() == OPERATOR || last.getOperator() == IGNORING);
        return has ? Optional.of((SqlCall) call.getOperandList().getLast()) : Optional.empty();
    }
}
