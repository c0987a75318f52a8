// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers the nodes of a plan, remembers their estimates, and builds the pieces that several operators need.
final class PlanBuilder {
    private final Map<Integer, NodeEstimate> estimates = new HashMap<>();
    private int nextId;

    int nextId() {
        return nextId++;
    }

    Map<Integer, NodeEstimate> estimates() {
        return estimates;
    }

    /// A subtree with what is thought of its size.
    PhysicalTree tree(PlanNode node, Distribution distribution, double rows) {
        estimates.put(node.id(), new NodeEstimate(rows, rows * RowWidth.of(node.schema())));
        return new PhysicalTree(node, distribution);
    }

    double rows(PhysicalTree tree) {
        return estimates.getOrDefault(tree.node().id(), NodeEstimate.UNKNOWN).rows();
    }

    double bytes(PhysicalTree tree) {
        return rows(tree) * RowWidth.of(tree.schema());
    }

    /// All rows in one task, in any order.
    PhysicalTree gather(PhysicalTree tree) {
        return tree.distribution().isSingle() ? tree : exchange(tree, new Partitioning.Gather(), Distribution.SINGLE);
    }

    /// All rows in one task, in an order that each task's rows already have.
    PhysicalTree mergeGather(PhysicalTree tree, List<SortKey> keys) {
        return tree.distribution().isSingle()
                ? tree
                : exchange(tree, new Partitioning.MergeGather(keys), Distribution.SINGLE);
    }

    /// Rows that are equal in `keys` in one task.
    PhysicalTree colocate(PhysicalTree tree, List<Integer> keys) {
        if (keys.isEmpty()) {
            return gather(tree);
        }
        return tree.distribution().groups(keys) ? tree : shuffle(tree, keys);
    }

    /// Spread by the hash of `keys`, whatever lies right already.
    PhysicalTree shuffle(PhysicalTree tree, List<Integer> keys) {
        return exchange(tree, new Partitioning.Hash(keys), new Distribution.Hashed(keys));
    }

    /// Spread over all tasks.
    PhysicalTree spread(PhysicalTree tree) {
        return tree.distribution().isSingle()
                ? exchange(tree, new Partitioning.RoundRobin(), Distribution.ARBITRARY)
                : tree;
    }

    /// All rows in every task of a consumer of that distribution.
    PhysicalTree replicate(PhysicalTree tree, Distribution consumer) {
        return consumer.isSingle() ? gather(tree) : exchange(tree, new Partitioning.Broadcast(), consumer);
    }

    private PhysicalTree exchange(PhysicalTree tree, Partitioning partitioning, Distribution result) {
        return tree(new ExchangeNode(nextId(), tree.node(), partitioning), result, rows(tree));
    }

    /// A subtree in which every expression is a column.
    ///
    /// @param columns the places of the expressions, which may be new ones after the subtree's own
    record Keyed(PhysicalTree tree, List<Integer> columns) {}

    /// Projects expressions that aren't columns yet behind the columns that there are.
    Keyed withColumns(PhysicalTree tree, List<Expression> expressions) {
        List<Expression> all = identity(tree.schema());
        List<Field> fields = new ArrayList<>(tree.schema().fields());
        List<Integer> places = new ArrayList<>();
        for (Expression expression : expressions) {
            if (expression instanceof ColumnReference column) {
                places.add(column.index());
                continue;
            }
            places.add(all.size());
            fields.add(new Field("$key" + all.size(), expression.type(), expression.nullable()));
            all.add(expression);
        }
        if (all.size() == tree.schema().size()) {
            return new Keyed(tree, places);
        }
        ProjectNode project = new ProjectNode(nextId(), tree.node(), all, new Schema(fields));
        return new Keyed(tree(project, tree.distribution(), rows(tree)), places);
    }

    /// A reference to each column.
    static List<Expression> identity(Schema schema) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(Expressions.column(i, schema.type(i), schema.field(i).nullable()));
        }
        return columns;
    }
}
