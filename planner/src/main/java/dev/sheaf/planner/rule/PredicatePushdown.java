// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.planner.convert.ConstantFolder;
import dev.sheaf.planner.convert.FailureAnalysis;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.GroupingSets;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Scan;
import dev.sheaf.planner.logical.LogicalNode.SingleRow;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Moves conditions to where they remove rows soonest, and turns outer joins into inner ones where a condition above
/// lets no row of nulls through. A condition that may fail, or that isn't deterministic, stays where the text put it.
public final class PredicatePushdown {
    private PredicatePushdown() {}

    public static LogicalNode push(LogicalNode node) {
        return push(node, List.of());
    }

    /// Pushes conditions on the node's columns into it.
    static LogicalNode push(LogicalNode node, List<Expression> conditions) {
        if (conditions.stream().anyMatch(PredicatePushdown::neverTrue)) {
            return new Values(node.schema(), List.of());
        }
        return switch (node) {
            case Filter filter -> filter(filter, conditions);
            case Project project -> project(project, conditions);
            case Join join -> JoinPushdown.push(join, conditions);
            case Aggregate aggregate -> aggregate(aggregate, conditions);
            case Window window -> window(window, conditions);
            case Union union -> union(union, conditions);
            case Sort sort -> sort.limited()
                    ? above(sort.withInputs(List.of(push(sort.input()))), conditions)
                    : sort.withInputs(List.of(push(sort.input(), conditions)));
            case Scan _, Values _, LogicalNode.Shared _, LogicalNode.WorkingTable _ -> above(node, conditions);
            case LogicalNode.Recursion recursion -> above(
                    recursion.withInputs(List.of(push(recursion.anchor()), push(recursion.step()))), conditions);
            case GroupingSets sets -> above(sets.withInputs(List.of(push(sets.input()))), conditions);
            case SingleRow single -> above(single.withInputs(List.of(push(single.input()))), conditions);
            case LogicalNode.Apply _ -> throw new IllegalStateException("an apply is left");
        };
    }

    static LogicalNode above(LogicalNode node, List<Expression> conditions) {
        if (conditions.isEmpty()) {
            return node;
        }
        if (node instanceof Filter filter) {
            List<Expression> all = new ArrayList<>(Expressions.conjuncts(filter.condition()));
            conditions.stream().filter(condition -> !all.contains(condition)).forEach(all::add);
            return LogicalNodes.filter(filter.input(), all);
        }
        return LogicalNodes.filter(node, conditions);
    }

    /// Whether a condition may move below other conditions and joins.
    static boolean movable(Expression condition) {
        return !FailureAnalysis.mayFail(condition) && Expressions.deterministic(condition);
    }

    private static LogicalNode filter(Filter filter, List<Expression> conditions) {
        List<Expression> all = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(ConstantFolder.foldAll(filter.condition()))) {
            all.addAll(Disjunctions.factor(conjunct));
        }
        all.addAll(conditions);
        // Pushed conditions overtake those that stay, which is right only for conditions that can't fail; those that
        // can fail stay behind all that stood before them.
        return push(filter.input(), all);
    }

    private static boolean neverTrue(Expression condition) {
        return condition instanceof Literal literal && !Boolean.TRUE.equals(literal.value());
    }

    private static LogicalNode project(Project project, List<Expression> conditions) {
        List<Expression> below = new ArrayList<>();
        List<Expression> stay = new ArrayList<>();
        for (Expression condition : conditions) {
            boolean pushable = Expressions.columns(condition).stream()
                    .mapToObj(column -> project.expressions().get(column))
                    .allMatch(Expressions::deterministic);
            if (pushable) {
                below.add(substitute(condition, project.expressions()));
            } else {
                stay.add(condition);
            }
        }
        return above(project.withInputs(List.of(push(project.input(), below))), stay);
    }

    static Expression substitute(Expression condition, List<Expression> expressions) {
        return Expressions.rewrite(
                condition,
                node -> node instanceof ColumnReference column
                        ? expressions.get(column.index())
                        : ConstantFolder.fold(node));
    }

    private static LogicalNode aggregate(Aggregate aggregate, List<Expression> conditions) {
        List<Integer> keys = aggregate.keys();
        return split(
                aggregate,
                conditions,
                column -> column < keys.size(),
                keys::get);
    }

    private static LogicalNode window(Window window, List<Expression> conditions) {
        return split(
                window,
                conditions,
                window.partitionKeys()::contains,
                column -> column);
    }

    private static LogicalNode split(
            LogicalNode node,
            List<Expression> conditions,
            IntPredicate keys,
            java.util.function.IntUnaryOperator place) {
        List<Expression> below = new ArrayList<>();
        List<Expression> stay = new ArrayList<>();
        for (Expression condition : conditions) {
            boolean movable = movable(condition);
            if (movable && Disjunctions.only(condition, keys)) {
                below.add(Expressions.remapColumns(condition, place));
                continue;
            }
            stay.add(condition);
            if (movable) {
                Disjunctions.implied(condition, keys)
                        .ifPresent(implied -> below.add(Expressions.remapColumns(implied, place)));
            }
        }
        LogicalNode input = push(node.inputs().getFirst(), below);
        return above(node.withInputs(List.of(input)), stay);
    }

    private static LogicalNode union(Union union, List<Expression> conditions) {
        List<LogicalNode> inputs = union.inputs().stream()
                .map(input -> push(input, conditions))
                .filter(input -> !(input instanceof Values values && values.rows().isEmpty()))
                .toList();
        if (inputs.isEmpty()) {
            return new Values(union.schema(), List.of());
        }
        return new Union(inputs, union.schema());
    }
}
