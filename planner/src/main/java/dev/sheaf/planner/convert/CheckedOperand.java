// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType.IntervalType;
import java.util.List;

/// Operands of windows and aggregates that only some values are good for: the check is part of their expression, so
/// that its error has the place in the text.
final class CheckedOperand {
    private CheckedOperand() {}

    /// The operand, failing with INVALID_PARAMETER for a row where it is null or negative.
    static Expression notNegative(Expression operand, String message, SourcePosition position) {
        Expression zero = operand.type() instanceof IntervalType
                ? new Literal(0L, operand.type())
                : ExpressionFactory.cast(Literal.of(0L), operand.type(), position);
        return require(List.of(atLeast(operand, zero)), operand, message, position);
    }

    /// The operand, failing with INVALID_PARAMETER for a row where it is less than 1.
    static Expression nullOrPositive(Expression operand, String message, SourcePosition position) {
        Expression one = ExpressionFactory.cast(Literal.of(1L), operand.type(), position);
        Expression good = ExpressionFactory.or(List.of(ExpressionFactory.isNull(operand), atLeast(operand, one)));
        return require(List.of(good), operand, message, position);
    }

    /// The operand, failing with INVALID_PARAMETER for a row where it is null or not between -1 and 1.
    static Expression fraction(Expression operand, String message, SourcePosition position) {
        return require(
                List.of(
                        atLeast(operand, Literal.of(-1.0)),
                        ExpressionFactory.compare(
                                ScalarFunction.LESS_THAN_OR_EQUAL, operand, Literal.of(1.0), SourcePosition.UNKNOWN)),
                operand,
                message,
                position);
    }

    private static Expression atLeast(Expression operand, Expression least) {
        return ExpressionFactory.compare(
                ScalarFunction.GREATER_THAN_OR_EQUAL, operand, least, SourcePosition.UNKNOWN);
    }

    private static Expression require(
            List<Expression> conditions, Expression operand, String message, SourcePosition position) {
        Expression raise = new Call(
                ScalarFunction.RAISE,
                List.of(Literal.of(message), Literal.of(ErrorCode.INVALID_PARAMETER.name())),
                operand.type(),
                true,
                position);
        return ConstantFolder.fold(
                new Case(List.of(ExpressionFactory.and(conditions), operand, raise), operand.type(), true));
    }
}
