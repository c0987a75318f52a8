// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.convert.FailureAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Takes ORs apart: what all alternatives have in common stands beside them, and what each says of one side of a join
/// holds there.
final class Disjunctions {
    private Disjunctions() {}

    /// `(a AND b) OR (a AND c)` is `a AND (b OR c)`.
    static List<Expression> factor(Expression condition) {
        if (!(condition instanceof Logical logical) || logical.operator() != Logical.Operator.OR) {
            return List.of(condition);
        }
        List<List<Expression>> alternatives =
                logical.operands().stream().map(Expressions::conjuncts).toList();
        List<Expression> common = new ArrayList<>(alternatives.getFirst());
        common.removeIf(conjunct -> FailureAnalysis.mayFail(conjunct)
                || !Expressions.deterministic(conjunct)
                || !alternatives.stream().allMatch(alternative -> alternative.contains(conjunct)));
        if (common.isEmpty()) {
            return List.of(condition);
        }
        List<Expression> rest = new ArrayList<>();
        for (List<Expression> alternative : alternatives) {
            List<Expression> left = alternative.stream().filter(conjunct -> !common.contains(conjunct)).toList();
            if (left.isEmpty()) {
                return common;
            }
            rest.add(Expressions.and(left));
        }
        List<Expression> factored = new ArrayList<>(common);
        factored.add(ExpressionFactory.or(rest));
        return factored;
    }

    /// What an OR implies of some columns alone, if every alternative says something of them.
    static Optional<Expression> implied(Expression condition, IntPredicate columns) {
        if (!(condition instanceof Logical logical) || logical.operator() != Logical.Operator.OR) {
            return Optional.empty();
        }
        List<Expression> alternatives = new ArrayList<>();
        for (Expression alternative : logical.operands()) {
            List<Expression> own = Expressions.conjuncts(alternative).stream()
                    .filter(conjunct -> only(conjunct, columns) && !FailureAnalysis.mayFail(conjunct))
                    .toList();
            if (own.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(Expressions.and(own));
        }
        return Optional.of(ExpressionFactory.or(alternatives));
    }

    /// Whether the expression reads some of those columns and no others.
    static boolean only(Expression expression, IntPredicate columns) {
        var read = Expressions.columns(expression);
        return !read.isEmpty() && read.stream().allMatch(columns);
    }
}
