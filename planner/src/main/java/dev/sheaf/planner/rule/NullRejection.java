// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expression.Logical;
import java.util.function.IntPredicate;

/// Tells which conditions can't be true for a row whose optional side is null: over them an outer join is an inner one.
final class NullRejection {
    private NullRejection() {}

    /// Whether the condition is not true when all those columns are null.
    static boolean rejects(Expression condition, IntPredicate columns) {
        return switch (condition) {
            case Logical logical -> logical.operator() == Logical.Operator.AND
                    ? logical.operands().stream().anyMatch(operand -> rejects(operand, columns))
                    : logical.operands().stream().allMatch(operand -> rejects(operand, columns));
            case Call call -> switch (call.function()) {
                case IS_NOT_NULL, IS_TRUE, IS_FALSE -> isNull(call.operands().getFirst(), columns);
                default -> isNull(call, columns);
            };
            default -> isNull(condition, columns);
        };
    }

    /// Whether the expression is null when all those columns are.
    private static boolean isNull(Expression expression, IntPredicate columns) {
        return switch (expression) {
            case ColumnReference column -> columns.test(column.index());
            case Cast cast -> isNull(cast.operand(), columns);
            case InList list -> isNull(list.operand(), columns);
            case Call call -> strict(call)
                    && call.operands().stream().anyMatch(operand -> isNull(operand, columns));
            default -> false;
        };
    }

    private static boolean strict(Call call) {
        return switch (call.function()) {
            case IS_NULL,
                    IS_NOT_NULL,
                    IS_TRUE,
                    IS_NOT_TRUE,
                    IS_FALSE,
                    IS_NOT_FALSE,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM,
                    GREATEST,
                    LEAST,
                    CONCAT_SKIP_NULLS,
                    CONCAT_WS,
                    HASH,
                    RAISE,
                    RANDOM -> false;
            default -> true;
        };
    }
}
