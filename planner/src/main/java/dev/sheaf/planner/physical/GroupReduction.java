// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.cost.Estimator;
import dev.sheaf.planner.cost.Selectivity;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Scan;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Spares an aggregate the groups that its join drops. Where a group key must equal a column of a filtered relation
/// that stands beside it, however many equalities away, the aggregate's input is joined by SEMI with that relation
/// first: the correlated aggregates of subqueries are then computed only for the values that are asked for (magic sets,
/// Mumick and Pirahesh, 1994). The relation is read twice, so it must be a plain one, and far smaller than what is
/// spared.
final class GroupReduction {
    /// The share of groups that must be left at most.
    private static final double SHARE_MAX = 0.25;
    /// How many times as many rows as the relation the aggregate must read.
    private static final double ROWS_RATIO_MIN = 2;
    private static final double ROWS_MIN = 10_000;

    private final JoinGraph graph;

    /// A relation to reduce by.
    ///
    /// @param column the place of its column
    private record Reducer(LogicalNode node, int column, double share) {}

    private GroupReduction(JoinGraph graph) {
        this.graph = graph;
    }

    /// The relation of a graph as it is to be planned.
    static LogicalNode reduced(JoinGraph graph, int leaf) {
        JoinGraph.Leaf relation = graph.leaves().get(leaf);
        LogicalNode node = relation.node();
        boolean dropped =
                switch (relation.kind()) {
                    case INNER, LEFT, SEMI, ANTI, MARK -> true;
                    // A null-aware join asks of its right side more than which keys match.
                    case FULL, NULL_AWARE_ANTI, NULL_AWARE_MARK -> false;
                };
        Aggregate aggregate = dropped ? aggregate(node) : null;
        return aggregate == null ? node : new GroupReduction(graph).reduced(leaf, relation, aggregate);
    }

    private LogicalNode reduced(int leaf, JoinGraph.Leaf relation, Aggregate aggregate) {
        Reducer best = null;
        int bestKey = -1;
        for (int i = 0; i < relation.node().schema().size(); i++) {
            int output = source(relation.node(), aggregate, i);
            if (output < 0 || output >= aggregate.keys().size()) {
                continue;
            }
            int key = aggregate.keys().get(output);
            for (int other : equals(leaf, relation.first() + i)) {
                Reducer reducer = reducer(leaf, other, aggregate.input(), key);
                if (reducer != null && (best == null || reducer.share < best.share)) {
                    best = reducer;
                    bestKey = key;
                }
            }
        }
        if (best == null) {
            return relation.node();
        }
        LogicalNode input = semi(aggregate.input(), bestKey, best);
        return replaced(relation.node(), aggregate, (Aggregate) aggregate.withInputs(List.of(input)));
    }

    /// The aggregate at the bottom of projections and filters.
    private static @Nullable Aggregate aggregate(LogicalNode node) {
        return switch (node) {
            case Aggregate aggregate -> aggregate.keys().isEmpty() ? null : aggregate;
            case Project project -> aggregate(project.input());
            case Filter filter -> aggregate(filter.input());
            default -> null;
        };
    }

    /// The column of a node below that a column is, or -1.
    private static int source(LogicalNode node, LogicalNode below, int column) {
        if (node == below) {
            return column;
        }
        return switch (node) {
            case Project project -> project.expressions().get(column) instanceof ColumnReference reference
                    ? source(project.input(), below, reference.index())
                    : -1;
            case Filter filter -> source(filter.input(), below, column);
            default -> -1;
        };
    }

    private static LogicalNode replaced(LogicalNode node, Aggregate old, Aggregate reduced) {
        return node == old
                ? reduced
                : node.withInputs(List.of(replaced(node.inputs().getFirst(), old, reduced)));
    }

    /// The columns of other relations that equal a column wherever the relation's rows are joined.
    private Set<Integer> equals(int leaf, int column) {
        Set<Integer> found = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(column));
        while (!open.isEmpty()) {
            int at = open.remove();
            for (JoinGraph.Predicate predicate : graph.predicates()) {
                follow(predicate.condition(), at, found, open);
            }
            for (int i = 0; i < graph.leaves().size(); i++) {
                JoinGraph.Leaf other = graph.leaves().get(i);
                if (i == leaf || other.kind() == JoinKind.SEMI) {
                    other.conditions().forEach(condition -> follow(condition, at, found, open));
                }
            }
        }
        return found;
    }

    private static void follow(Expression condition, int at, Set<Integer> found, Deque<Integer> open) {
        if (condition instanceof Call call
                && call.function() == ScalarFunction.EQUAL
                && call.operands().get(0) instanceof ColumnReference a
                && call.operands().get(1) instanceof ColumnReference b
                && (a.index() == at || b.index() == at)) {
            int other = a.index() == at ? b.index() : a.index();
            if (found.add(other)) {
                open.add(other);
            }
        }
    }

    /// The relation that a column belongs to, if reducing the aggregate's key by it pays.
    private @Nullable Reducer reducer(int leaf, int column, LogicalNode input, int key) {
        int owner = graph.owner(column);
        JoinGraph.Leaf relation = graph.leaves().get(owner);
        boolean keeps = relation.kind() == JoinKind.INNER || relation.kind() == JoinKind.SEMI;
        if (owner == leaf || !keeps || !isPlain(relation.node()) || column >= relation.end()) {
            return null;
        }
        Estimate reading = base(input, key);
        if (reading == null) {
            return null;
        }
        int place = column - relation.first();
        Estimate estimate = plain(relation.node());
        double share = estimate.column(place).distinct() / reading.column(0).distinct();
        boolean pays = reading.rows() >= ROWS_MIN
                && reading.rows() >= ROWS_RATIO_MIN * table(relation.node()).rows()
                && share <= SHARE_MAX;
        return pays ? new Reducer(relation.node(), place, share) : null;
    }

    /// Whether the node is a table, filtered or not, that gives the same rows when it is read again.
    private static boolean isPlain(LogicalNode node) {
        return switch (node) {
            case Scan _ -> true;
            case Filter filter -> Expressions.deterministic(filter.condition()) && isPlain(filter.input());
            case Project project -> project.expressions().stream().allMatch(Expressions::deterministic)
                    && isPlain(project.input());
            default -> false;
        };
    }

    private static Estimate plain(LogicalNode node) {
        return switch (node) {
            case Scan scan -> Estimator.table(scan.table());
            case Filter filter -> Selectivity.filter(plain(filter.input()), filter.condition());
            case Project project -> Estimator.project(plain(project.input()), project.expressions());
            default -> throw new IllegalStateException("not a plain relation");
        };
    }

    private static Estimate table(LogicalNode node) {
        return node instanceof Scan scan ? Estimator.table(scan.table()) : table(node.inputs().getFirst());
    }

    /// How many rows the table has that a column comes from, and as the only column that column.
    private static @Nullable Estimate base(LogicalNode node, int column) {
        return switch (node) {
            case Scan scan -> Estimator.table(scan.table()).select(List.of(column));
            case Filter filter -> base(filter.input(), column);
            case Project project -> project.expressions().get(column) instanceof ColumnReference reference
                    ? base(project.input(), reference.index())
                    : null;
            case Join join -> column < join.left().schema().size()
                    ? base(join.left(), column)
                    : join.kind().givesRight() ? base(join.right(), column - join.left().schema().size()) : null;
            default -> null;
        };
    }

    /// Joins a node by SEMI, below projections so that the join finds its place among other joins.
    private static LogicalNode semi(LogicalNode node, int column, Reducer reducer) {
        if (node instanceof Project project
                && project.expressions().get(column) instanceof ColumnReference reference) {
            return project.withInputs(List.of(semi(project.input(), reference.index(), reducer)));
        }
        LogicalNode keys = LogicalNodes.select(reducer.node, List.of(reducer.column));
        ColumnReference value = LogicalNodes.column(keys.schema(), 0);
        ColumnReference shifted =
                new ColumnReference(node.schema().size(), value.type(), value.nullable());
        Expression condition = Expressions.compare(
                ScalarFunction.EQUAL, LogicalNodes.column(node.schema(), column), shifted);
        return new Join(node, keys, JoinKind.SEMI, condition);
    }
}
