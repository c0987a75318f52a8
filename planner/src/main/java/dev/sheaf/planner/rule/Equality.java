// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.logical.OuterColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A predicate that ties an expression of the subquery to one of the outer query: rows of the subquery can be grouped
/// by it.
record Equality(ScalarFunction function, Expression outer, Expression inner) {
    /// All predicates as equalities, or nothing when one isn't.
    static Optional<List<Equality>> all(List<Expression> predicates, int apply) {
        List<Equality> equalities = new ArrayList<>();
        for (Expression predicate : predicates) {
            Optional<Equality> equality = of(predicate, apply);
            if (equality.isEmpty()) {
                return Optional.empty();
            }
            equalities.add(equality.get());
        }
        return Optional.of(equalities);
    }

    private static Optional<Equality> of(Expression predicate, int apply) {
        if (!(predicate instanceof Call call)
                || (call.function() != ScalarFunction.EQUAL
                        && call.function() != ScalarFunction.IS_NOT_DISTINCT_FROM)) {
            return Optional.empty();
        }
        Expression left = call.operands().get(0);
        Expression right = call.operands().get(1);
        if (isOuter(left, apply) && isInner(right)) {
            return Optional.of(new Equality(call.function(), left, right));
        }
        return isOuter(right, apply) && isInner(left)
                ? Optional.of(new Equality(call.function(), right, left))
                : Optional.empty();
    }

    /// The predicate with another inner side.
    Expression predicate(ColumnReference column) {
        boolean nullable = function == ScalarFunction.EQUAL && (outer.nullable() || column.nullable());
        return new Call(function, List.of(outer, column), DataType.BOOLEAN, nullable, SourcePosition.UNKNOWN);
    }

    private static boolean isOuter(Expression expression, int apply) {
        return OuterColumns.refersTo(expression, apply)
                && Expressions.columns(expression).stream()
                        .allMatch(index -> OuterColumns.isOuter(new ColumnReference(index, DataType.NULL, true)));
    }

    private static boolean isInner(Expression expression) {
        return Expressions.columns(expression).stream()
                .noneMatch(index -> OuterColumns.isOuter(new ColumnReference(index, DataType.NULL, true)));
    }
}
