// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Numbers the nodes of a plan and keeps what was thought of each.
final class NodeFactory {
    private final Map<Integer, NodeEstimate> estimates = new HashMap<>();
    private int count;

    int id(Estimate estimate) {
        estimates.put(count, estimate.summary());
        return count++;
    }

    int id(double rows, double rowBytes) {
        estimates.put(count, new NodeEstimate(rows, rows * rowBytes));
        return count++;
    }

    /// How many rows a node is thought to give.
    double rows(PlanNode node) {
        NodeEstimate estimate = estimates.get(node.id());
        return estimate == null ? Double.POSITIVE_INFINITY : estimate.rows();
    }

    /// The number of a new node that is thought to give as much as another.
    int idLike(PlanNode other) {
        NodeEstimate estimate = estimates.get(other.id());
        if (estimate != null) {
            estimates.put(count, estimate);
        }
        return count++;
    }

    Map<Integer, NodeEstimate> estimates() {
        return estimates;
    }

    PlanNode exchange(PlanNode input, Partitioning partitioning, Estimate estimate) {
        return new ExchangeNode(id(estimate), input, partitioning);
    }

    /// Those columns of a node, in that order.
    PlanNode select(PlanNode node, List<Integer> columns, Estimate estimate) {
        Schema schema = node.schema();
        if (columns.equals(IntStream.range(0, schema.size()).boxed().toList())) {
            return node;
        }
        List<Expression> expressions = new ArrayList<>();
        columns.forEach(column -> expressions.add(LogicalNodes.column(schema, column)));
        return project(node, expressions, schema.select(columns), estimate);
    }

    /// A projection; one that only drops or moves columns is taken into the one above it.
    PlanNode project(PlanNode input, List<Expression> expressions, Schema schema, Estimate estimate) {
        if (input instanceof ProjectNode below
                && below.expressions().stream().allMatch(Expression.ColumnReference.class::isInstance)) {
            List<Expression> merged = expressions.stream()
                    .map(expression -> Expressions.rewrite(
                            expression,
                            node -> node instanceof Expression.ColumnReference column
                                    ? below.expressions().get(column.index())
                                    : node))
                    .toList();
            return new ProjectNode(id(estimate), below.input(), merged, schema);
        }
        return new ProjectNode(id(estimate), input, expressions, schema);
    }

    /// A node with its first columns only.
    PlanNode exactly(PlanNode node, int count, Estimate estimate) {
        return node.schema().size() == count
                ? node
                : select(node, IntStream.range(0, count).boxed().toList(), estimate);
    }

    /// An expression over numbered columns as one over a node that was built with those.
    static Expression over(Expression expression, List<Integer> columns, Schema schema) {
        return Expressions.rewrite(
                expression,
                node -> node instanceof Expression.ColumnReference column
                        ? LogicalNodes.column(schema, columns.indexOf(column.index()))
                        : node);
    }
}
