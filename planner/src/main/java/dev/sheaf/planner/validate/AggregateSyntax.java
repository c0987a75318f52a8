// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.ArgumentSuffix;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// What stands around the calls of aggregate and window functions: ORDER BY, WITHIN GROUP, IGNORE NULLS, FILTER, OVER.
final class AggregateSyntax {
    private AggregateSyntax() {}

    static SqlCall rewrite(SqlCall call) {
        SqlCall unwrapped = ArgumentSuffix.unwrap(call);
        return switch (unwrapped.getKind()) {
            case WITHIN_GROUP -> orderedSet(unwrapped);
            case WITHIN_DISTINCT -> throw UnsupportedSyntax.of("WITHIN DISTINCT", unwrapped.getParserPosition());
            case FILTER -> SqlStdOperatorTable.FILTER.createCall(
                    unwrapped.getParserPosition(), unwrapped.operand(0), condition(unwrapped.operand(1)));
            case OVER -> over(unwrapped);
            default -> unwrapped;
        };
    }

    /// A condition without a type of its own is a BOOLEAN.
    private static SqlNode condition(SqlNode condition) {
        return SqlUtil.isNullLiteral(condition, false) || condition instanceof SqlDynamicParam
                ? SyntaxRewriter.cast(condition, SqlTypeName.BOOLEAN, condition.getParserPosition())
                : condition;
    }

    /// The functions whose argument is in WITHIN GROUP: PERCENTILE_CONT, PERCENTILE_DISC and MODE.
    private static SqlCall orderedSet(SqlCall call) {
        SqlCall function = call.operand(0);
        SqlNodeList order = call.operand(1);
        return switch (function.getOperator().getName().toLowerCase(Locale.ROOT)) {
            case "percentile_cont" -> quantile("quantile_cont", function, order);
            case "percentile_disc" -> quantile("quantile_disc", function, order);
            case "mode" -> {
                if (function.operandCount() > 0) {
                    yield call;
                }
                checkArguments(function, 0, order);
                // Of equally frequent values the first in the order.
                yield SqlStdOperatorTable.WITHIN_GROUP.createCall(
                        call.getParserPosition(), List.of(aggregate("mode", function, value(order.get(0))), order));
            }
            default -> call;
        };
    }

    /// From the other end for DESC: a quantile takes a negative fraction so.
    private static SqlCall quantile(String name, SqlCall function, SqlNodeList order) {
        checkArguments(function, 1, order);
        SqlNode fraction = function.operand(0);
        SqlParserPos position = fraction.getParserPosition();
        if (isDescending(order.get(0))) {
            // As a DOUBLE even zero has a sign.
            fraction = SqlStdOperatorTable.UNARY_MINUS.createCall(
                    position, SyntaxRewriter.cast(fraction, SqlTypeName.DOUBLE, position));
        }
        return aggregate(name, function, value(order.get(0)), fraction);
    }

    private static void checkArguments(SqlCall function, int count, SqlNodeList order) {
        if (function.operandCount() != count || order.size() != 1) {
            throw new SheafException(
                    ErrorCode.UNDEFINED_FUNCTION,
                    function.getOperator().getName().toLowerCase(Locale.ROOT) + " takes "
                            + (count == 0 ? "no argument" : "one argument") + " and one key in WITHIN GROUP",
                    SourcePositions.of(function.getParserPosition()));
        }
    }

    private static SqlCall aggregate(String name, SqlCall original, SqlNode... operands) {
        return SheafOperators.aggregate(name)
                .createCall(original.getFunctionQuantifier(), original.getParserPosition(), operands);
    }

    private static SqlNode value(SqlNode key) {
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> value(((SqlCall) key).operand(0));
            default -> key;
        };
    }

    private static boolean isDescending(SqlNode key) {
        return switch (key.getKind()) {
            case DESCENDING -> true;
            case NULLS_FIRST, NULLS_LAST -> isDescending(((SqlCall) key).operand(0));
            default -> false;
        };
    }

    /// OVER takes a plain call only; what else an aggregate has goes into an operator of its own.
    private static SqlCall over(SqlCall over) {
        SqlCall function = over.operand(0);
        SqlNode filter = null;
        SqlNodeList order = SqlNodeList.EMPTY;
        if (function.getKind() == SqlKind.FILTER) {
            filter = function.operand(1);
            function = function.operand(0);
        }
        if (function.getKind() == SqlKind.WITHIN_GROUP) {
            order = function.operand(1);
            function = function.operand(0);
        }
        if (filter == null && order.isEmpty()) {
            return over;
        }
        String clause = filter == null ? "ORDER BY" : "FILTER";
        if (function.getKind() == SqlKind.IGNORE_NULLS || function.getKind() == SqlKind.RESPECT_NULLS) {
            throw UnsupportedSyntax.of(clause + " beside IGNORE NULLS", over.getParserPosition());
        }
        String name = function.getOperator().getName();
        Optional<SqlAggFunction> aggregate = SheafOperators.aggregateOperator(name);
        if (aggregate.isEmpty()) {
            throw UnsupportedSyntax.of(
                    clause + " of the function " + name.toLowerCase(Locale.ROOT), over.getParserPosition());
        }
        return SqlStdOperatorTable.OVER.createCall(
                over.getParserPosition(), windowed(aggregate.get(), function, order, filter), over.operand(1));
    }

    private static SqlCall windowed(
            SqlAggFunction aggregate, SqlCall function, SqlNodeList order, @Nullable SqlNode filter) {
        List<SqlNode> operands = new ArrayList<>();
        for (SqlNode operand : function.getOperandList()) {
            if (!(operand instanceof SqlIdentifier star && star.isStar())) {
                operands.add(operand);
            }
        }
        int argumentCount = operands.size();
        List<WindowAggregate.Direction> directions = new ArrayList<>();
        for (SqlNode key : order) {
            directions.add(new WindowAggregate.Direction(isDescending(key), nullsFirst(key)));
            operands.add(value(key));
        }
        if (filter != null) {
            operands.add(filter);
        }
        return new WindowAggregate(aggregate, argumentCount, directions, filter != null)
                .createCall(
                        function.getFunctionQuantifier(),
                        function.getParserPosition(),
                        operands.toArray(SqlNode[]::new));
    }

    private static boolean nullsFirst(SqlNode key) {
        return switch (key.getKind()) {
            case NULLS_FIRST -> true;
            case NULLS_LAST -> false;
            default -> isDescending(key);
        };
    }
}
