// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.validate.CommonTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/// Compares rows from left to right (S44).
final class RowComparisons {
    private RowComparisons() {}

    /// The row that an expression is, if it is one; a cast to the row type of the other side adds nothing, for values
    /// are brought to common types one by one.
    static @Nullable RexCall row(RexNode node) {
        if (node.getKind() == SqlKind.CAST) {
            return row(((RexCall) node).getOperands().getFirst());
        }
        return node.getKind() == SqlKind.ROW ? (RexCall) node : null;
    }

    static Expression compare(SqlKind kind, List<Expression> left, List<Expression> right, SourcePosition position) {
        return switch (kind) {
            case EQUALS -> all(ScalarFunction.EQUAL, left, right, position);
            case NOT_EQUALS -> left.size() == 1
                    ? all(ScalarFunction.NOT_EQUAL, left, right, position)
                    : ExpressionFactory.not(all(ScalarFunction.EQUAL, left, right, position), position);
            case IS_NOT_DISTINCT_FROM -> all(ScalarFunction.IS_NOT_DISTINCT_FROM, left, right, position);
            case IS_DISTINCT_FROM -> ExpressionFactory.not(
                    all(ScalarFunction.IS_NOT_DISTINCT_FROM, left, right, position), position);
            case LESS_THAN, LESS_THAN_OR_EQUAL -> ordered(ScalarFunction.LESS_THAN, kind, left, right, position);
            case GREATER_THAN, GREATER_THAN_OR_EQUAL -> ordered(
                    ScalarFunction.GREATER_THAN, kind, left, right, position);
            default -> throw RexConverter.unsupported(kind + " of rows", position);
        };
    }

    private static Expression all(
            ScalarFunction comparison, List<Expression> left, List<Expression> right, SourcePosition position) {
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            conditions.add(value(comparison, left.get(i), right.get(i), position));
        }
        return ExpressionFactory.and(conditions);
    }

    /// `a1 < b1 OR (a1 = b1 AND (a2 < b2 OR ...))`, with the comparison asked for at the end.
    private static Expression ordered(
            ScalarFunction strict,
            SqlKind kind,
            List<Expression> left,
            List<Expression> right,
            SourcePosition position) {
        int last = left.size() - 1;
        Expression result = value(RexConverter.comparison(kind), left.get(last), right.get(last), position);
        for (int i = last - 1; i >= 0; i--) {
            Expression before = value(strict, left.get(i), right.get(i), position);
            Expression equal = value(ScalarFunction.EQUAL, left.get(i), right.get(i), position);
            result = ExpressionFactory.or(List.of(before, ExpressionFactory.and(List.of(equal, result))));
        }
        return result;
    }

    private static Expression value(
            ScalarFunction comparison, Expression left, Expression right, SourcePosition position) {
        DataType common = CommonTypes.of(left.type(), right.type());
        if (common == null) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "cannot compare " + left.type().sqlName() + " with " + right.type().sqlName(),
                    position);
        }
        return ExpressionFactory.compare(
                comparison,
                ExpressionFactory.cast(left, common, position),
                ExpressionFactory.cast(right, common, position),
                position);
    }
}
