// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Apply;
import dev.sheaf.planner.logical.LogicalNode.ApplyKind;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.SingleRow;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.OuterColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Removes every apply: subqueries become joins. Correlated conditions are pulled out of the subquery ([PullUp]); where
/// that can't be done, the subquery is evaluated for all the values at once that its outer columns take ([DomainPush]).
public final class Unnesting {
    private Unnesting() {}

    public static LogicalNode unnest(LogicalNode node) {
        return LogicalNodes.rewrite(node, rewritten -> rewritten instanceof Apply apply ? remove(apply) : rewritten);
    }

    private static LogicalNode remove(Apply apply) {
        if (!OuterColumns.usedIn(apply.right(), apply.id())) {
            return uncorrelated(apply);
        }
        Pulled pulled = PullUp.pull(apply.right(), apply.id(), isFilter(apply.kind()));
        LogicalNode joined = pulled == null ? null : pulled(apply, pulled);
        return joined != null ? joined : DomainPush.join(apply);
    }

    private static boolean isFilter(ApplyKind kind) {
        return switch (kind) {
            case SEMI, ANTI, MARK, NULL_AWARE_ANTI, NULL_AWARE_MARK -> true;
            case SCALAR, INNER, LEFT -> false;
        };
    }

    private static LogicalNode uncorrelated(Apply apply) {
        boolean any = Literal.TRUE.equals(apply.condition());
        // Whether there is a row at all is known from the first.
        LogicalNode first = any && isFilter(apply.kind()) ? new Sort(apply.right(), List.of(), 0, 1) : apply.right();
        return switch (apply.kind()) {
            case SCALAR -> new Join(
                    apply.left(),
                    LogicalNodes.givesOneRow(apply.right())
                            ? apply.right()
                            : new SingleRow(apply.right(), apply.position()),
                    JoinKind.INNER,
                    Literal.TRUE);
            default -> new Join(apply.left(), first, joinKind(apply.kind()), apply.condition());
        };
    }

    static JoinKind joinKind(ApplyKind kind) {
        return switch (kind) {
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            case NULL_AWARE_ANTI -> JoinKind.NULL_AWARE_ANTI;
            case MARK -> JoinKind.MARK;
            case NULL_AWARE_MARK -> JoinKind.NULL_AWARE_MARK;
            case INNER -> JoinKind.INNER;
            case SCALAR, LEFT -> JoinKind.LEFT;
        };
    }

    private static @Nullable LogicalNode pulled(Apply apply, Pulled pulled) {
        return switch (apply.kind()) {
            case SEMI, ANTI, MARK -> pulled.defaults().isPresent()
                    ? null
                    : new Join(apply.left(), pulled.node(), joinKind(apply.kind()), condition(apply, pulled));
            case NULL_AWARE_ANTI, NULL_AWARE_MARK -> null;
            case SCALAR -> pulled.defaults().isPresent() ? withDefaults(apply, pulled) : scalar(apply, pulled);
            case INNER, LEFT -> pulled.defaults().isPresent()
                    ? withDefaults(apply, pulled)
                    : own(apply, new Join(
                            apply.left(), pulled.node(), joinKind(apply.kind()), condition(apply, pulled)));
        };
    }

    /// The apply's condition and the predicates, over the left columns followed by the pulled node's.
    private static Expression condition(Apply apply, Pulled pulled) {
        int leftSize = apply.left().schema().size();
        List<Expression> conditions = new ArrayList<>(Expressions.conjuncts(apply.condition()));
        for (Expression predicate : pulled.predicates()) {
            Expression shifted = Expressions.rewrite(
                    predicate,
                    node -> node instanceof Expression.ColumnReference column && !OuterColumns.isOuter(column)
                            ? new Expression.ColumnReference(
                                    column.index() + leftSize, column.type(), column.nullable())
                            : node);
            conditions.add(OuterColumns.replace(
                    shifted, apply.id(), place -> LogicalNodes.column(apply.left().schema(), place)));
        }
        return Expressions.and(conditions);
    }

    /// The apply's own columns of a join that has more.
    private static LogicalNode own(Apply apply, LogicalNode join) {
        int width = apply.left().schema().size() + apply.right().schema().size();
        return LogicalNodes.select(join, IntStream.range(0, width).boxed().toList());
    }

    private static @Nullable LogicalNode scalar(Apply apply, Pulled pulled) {
        Optional<List<Equality>> equalities = Equality.all(pulled.predicates(), apply.id());
        if (equalities.isEmpty()) {
            return null;
        }
        int width = apply.right().schema().size();
        List<Expression> inner = equalities.get().stream().map(Equality::inner).toList();
        List<String> names = IntStream.range(0, inner.size()).mapToObj(i -> "$key" + i).toList();
        LogicalNode keyed = LogicalNodes.append(pulled.node(), inner, names);
        int from = pulled.node().schema().size();
        List<Integer> keys = IntStream.range(from, from + inner.size()).boxed().toList();
        LogicalNode single = SingleRows.perGroup(keyed, width, keys, apply.position());
        List<Expression> predicates = new ArrayList<>();
        for (int i = 0; i < inner.size(); i++) {
            predicates.add(equalities.get().get(i).predicate(LogicalNodes.column(single.schema(), width + i)));
        }
        Pulled grouped = new Pulled(single, predicates, Optional.empty());
        return own(apply, new Join(apply.left(), single, JoinKind.LEFT, condition(apply, grouped)));
    }

    /// An aggregate without keys: left rows without a group get what it gives over no rows.
    private static LogicalNode withDefaults(Apply apply, Pulled pulled) {
        int leftSize = apply.left().schema().size();
        int width = apply.right().schema().size();
        List<Expression> defaults = pulled.defaults().orElseThrow();
        boolean allNull = defaults.stream().allMatch(value -> value instanceof Literal literal && literal.isNull());
        LogicalNode right = allNull
                ? pulled.node()
                : LogicalNodes.append(pulled.node(), List.of(Literal.TRUE), List.of("$matched"));
        Join join = new Join(apply.left(), right, JoinKind.LEFT, condition(apply, pulled));
        if (allNull) {
            return own(apply, join);
        }
        Expression unmatched = ExpressionFactory.isNull(
                LogicalNodes.column(join.schema(), leftSize + right.schema().size() - 1));
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < leftSize + width; i++) {
            Expression column = LogicalNodes.column(join.schema(), i);
            names.add(join.schema().name(i));
            if (i < leftSize) {
                expressions.add(column);
                continue;
            }
            Expression value = OuterColumns.replace(
                    defaults.get(i - leftSize),
                    apply.id(),
                    place -> LogicalNodes.column(apply.left().schema(), place));
            expressions.add(new Case(List.of(unmatched, value, column), column.type(), true));
        }
        return LogicalNodes.project(join, expressions, names);
    }
}
