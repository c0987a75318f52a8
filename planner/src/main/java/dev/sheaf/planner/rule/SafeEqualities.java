// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.convert.FailureAnalysis;
import dev.sheaf.planner.validate.ArithmeticTypes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Of an equality that may fail, such as `a = b + 1` for an overflow or `a = CAST(t AS INTEGER)` for a text that is no
/// number, one that can't and that is true wherever the equality is: it may be tried on rows for which the text asks no
/// equality, and so be a join's key. The equality itself is still asked of what the key lets through.
final class SafeEqualities {
    private static final List<DataType> WIDER = List.of(DataType.BIGINT, DataType.decimal(19, 0));

    private SafeEqualities() {}

    static Optional<Expression> implied(Expression condition) {
        if (!(condition instanceof Call call)
                || call.function() != ScalarFunction.EQUAL
                || !Expressions.deterministic(call)) {
            return Optional.empty();
        }
        Expression left = call.operands().get(0);
        Expression right = call.operands().get(1);
        Expression safeLeft = safe(left);
        Expression safeRight = safe(right);
        if (safeLeft == null || safeRight == null) {
            return Optional.empty();
        }
        Expression equality = ExpressionFactory.compare(
                ScalarFunction.EQUAL, safeLeft, safeRight, SourcePosition.UNKNOWN);
        return FailureAnalysis.mayFail(equality) ? Optional.empty() : Optional.of(equality);
    }

    private static @Nullable Expression safe(Expression expression) {
        if (!FailureAnalysis.mayFail(expression)) {
            return expression;
        }
        for (DataType type : WIDER) {
            Expression wide = wide(expression, type);
            if (wide != null && !FailureAnalysis.mayFail(wide)) {
                return wide;
            }
        }
        return expression instanceof Cast cast && !FailureAnalysis.mayFail(cast.operand())
                ? new Cast(cast.operand(), cast.type(), true, true, cast.position())
                : null;
    }

    /// The arithmetic of whole numbers in a wider type.
    private static @Nullable Expression wide(Expression expression, DataType type) {
        if (!(expression.type() instanceof IntegerType)) {
            return null;
        }
        if (expression instanceof ColumnReference || expression instanceof Literal) {
            return ExpressionFactory.cast(expression, type, SourcePosition.UNKNOWN);
        }
        if (expression instanceof Cast cast) {
            boolean widens = cast.operand().type() instanceof IntegerType from
                    && cast.type() instanceof IntegerType to
                    && from.bits() <= to.bits();
            return widens ? wide(cast.operand(), type) : null;
        }
        if (!(expression instanceof Call call)) {
            return null;
        }
        ScalarFunction function = call.function();
        if (function != ScalarFunction.ADD && function != ScalarFunction.SUBTRACT) {
            return null;
        }
        Expression left = wide(call.operands().get(0), type);
        Expression right = wide(call.operands().get(1), type);
        if (left == null || right == null) {
            return null;
        }
        DataType sum = ArithmeticTypes.sum(left.type(), right.type());
        return new Call(function, List.of(left, right), sum, call.nullable(), call.position());
    }
}
