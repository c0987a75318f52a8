// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.planner.convert.ConstantFolder;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Pushes conditions into joins, each kind by its own law.
final class JoinPushdown {
    private final Join join;
    private final int leftSize;
    private final int rightEnd;
    private final List<Expression> left = new ArrayList<>();
    private final List<Expression> right = new ArrayList<>();
    private final List<Expression> on = new ArrayList<>();
    private final List<Expression> stay = new ArrayList<>();

    private JoinPushdown(Join join) {
        this.join = join;
        this.leftSize = join.left().schema().size();
        this.rightEnd = leftSize + join.right().schema().size();
    }

    static LogicalNode push(Join join, List<Expression> conditions) {
        Join simplified = simplify(join, conditions);
        JoinPushdown push = new JoinPushdown(simplified);
        return simplified.kind() == JoinKind.INNER ? push.inner(conditions) : push.outer(conditions);
    }

    /// An outer join over which no row of nulls survives is an inner join.
    private static Join simplify(Join join, List<Expression> conditions) {
        int leftSize = join.left().schema().size();
        boolean leftNullsGone = conditions.stream()
                .anyMatch(condition -> NullRejection.rejects(condition, column -> column < leftSize));
        boolean rightNullsGone = conditions.stream()
                .anyMatch(condition -> NullRejection.rejects(condition, column -> column >= leftSize));
        return switch (join.kind()) {
            case LEFT -> rightNullsGone ? with(join, JoinKind.INNER) : join;
            case FULL -> leftNullsGone && rightNullsGone
                    ? with(join, JoinKind.INNER)
                    : leftNullsGone ? with(join, JoinKind.LEFT) : join;
            default -> join;
        };
    }

    private static Join with(Join join, JoinKind kind) {
        return new Join(join.left(), join.right(), kind, join.condition());
    }

    private boolean isLeft(int column) {
        return column < leftSize;
    }

    private boolean isRight(int column) {
        return column >= leftSize && column < rightEnd;
    }

    private boolean ties(Expression condition) {
        return Expressions.columns(condition).stream().anyMatch(this::isLeft)
                && Expressions.columns(condition).stream().anyMatch(this::isRight);
    }

    private LogicalNode inner(List<Expression> conditions) {
        List<Expression> own = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(ConstantFolder.foldAll(join.condition()))) {
            own.addAll(Disjunctions.factor(conjunct));
        }
        Set<Expression> all = new LinkedHashSet<>(own);
        for (Expression condition : conditions) {
            if (PredicatePushdown.movable(condition)) {
                all.add(condition);
            } else {
                stay.add(condition);
                SafeEqualities.implied(condition).filter(this::ties).ifPresent(all::add);
            }
        }
        if (all.stream().anyMatch(condition -> condition instanceof Literal literal
                && !Boolean.TRUE.equals(literal.value()))) {
            return new Values(join.schema(), List.of());
        }
        addEquivalents(all);
        for (Expression condition : List.copyOf(all)) {
            Disjunctions.implied(condition, this::isLeft).ifPresent(all::add);
            Disjunctions.implied(condition, this::isRight).ifPresent(all::add);
        }
        all.forEach(condition -> place(condition, true, true));
        return build();
    }

    /// `a = b` carries what is said of a alone over to b.
    private void addEquivalents(Set<Expression> all) {
        List<Expression> derived = new ArrayList<>();
        for (Expression condition : all) {
            if (!(condition instanceof Call equality)
                    || equality.function() != ScalarFunction.EQUAL
                    || !(equality.operands().get(0) instanceof ColumnReference a)
                    || !(equality.operands().get(1) instanceof ColumnReference b)
                    || isLeft(a.index()) == isLeft(b.index())) {
                continue;
            }
            for (Expression other : all) {
                if (isAboutOneColumn(other, a)) {
                    derived.add(exchange(other, a, b));
                } else if (isAboutOneColumn(other, b)) {
                    derived.add(exchange(other, b, a));
                }
            }
        }
        all.addAll(derived);
    }

    private static boolean isAboutOneColumn(Expression condition, ColumnReference column) {
        boolean comparison = condition instanceof InList
                || (condition instanceof Call call
                        && call.operands().size() == 2
                        && call.operands().get(0) instanceof ColumnReference
                        && call.operands().get(1) instanceof Literal);
        return comparison && condition.operands().getFirst().equals(column);
    }

    private static Expression exchange(Expression condition, ColumnReference from, ColumnReference to) {
        return Expressions.rewrite(condition, node -> node.equals(from) ? to : node);
    }

    private LogicalNode outer(List<Expression> conditions) {
        for (Expression condition : conditions) {
            boolean pushable = join.kind() != JoinKind.FULL
                    && PredicatePushdown.movable(condition)
                    && Disjunctions.only(condition, this::isLeft);
            if (pushable) {
                left.add(condition);
            } else {
                stay.add(condition);
            }
        }
        boolean toLeft = join.kind() == JoinKind.SEMI;
        // What a null-aware join compares decides, with its nulls, on more than the rows that match.
        boolean nullAware = join.kind() == JoinKind.NULL_AWARE_ANTI || join.kind() == JoinKind.NULL_AWARE_MARK;
        boolean toRight = join.kind() != JoinKind.FULL && !nullAware;
        Set<Expression> own = new LinkedHashSet<>();
        for (Expression conjunct : Expressions.conjuncts(ConstantFolder.foldAll(join.condition()))) {
            own.addAll(Disjunctions.factor(conjunct));
        }
        if (join.kind() != JoinKind.FULL && !join.kind().equals(JoinKind.NULL_AWARE_ANTI)
                && join.kind() != JoinKind.NULL_AWARE_MARK) {
            Set<Expression> all = new LinkedHashSet<>(own);
            all.addAll(left);
            addEquivalents(all);
            // Only what is said of the optional side may come out of this.
            all.stream().filter(condition -> Disjunctions.only(condition, this::isRight)).forEach(own::add);
        }
        own.forEach(condition -> place(condition, toLeft, toRight));
        return build();
    }

    private void place(Expression condition, boolean toLeft, boolean toRight) {
        boolean movable = PredicatePushdown.movable(condition);
        if (movable && toLeft && Disjunctions.only(condition, this::isLeft)) {
            left.add(condition);
        } else if (movable && toRight && Disjunctions.only(condition, this::isRight)) {
            right.add(Expressions.remapColumns(condition, column -> column - leftSize));
        } else {
            on.add(condition);
        }
    }

    private LogicalNode build() {
        Join pushed = new Join(
                PredicatePushdown.push(join.left(), left.stream().distinct().toList()),
                PredicatePushdown.push(join.right(), right.stream().distinct().toList()),
                join.kind(),
                Expressions.and(on));
        return PredicatePushdown.above(pushed, stay);
    }
}
