// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.planner.logical.LogicalNode;
import java.util.IdentityHashMap;

/// How many rows a logical node is thought to give. For one plan.
public final class RowEstimator {
    private static final double UNKNOWN_TABLE_ROWS = 1_000_000;
    private static final double FILTER_SHARE = 0.25;
    private static final double GROUP_SHARE = 0.1;

    private final IdentityHashMap<LogicalNode, Double> known = new IdentityHashMap<>();

    public double rows(LogicalNode node) {
        Double rows = known.get(node);
        if (rows == null) {
            rows = Math.max(1, estimate(node));
            known.put(node, rows);
        }
        return rows;
    }

    private double estimate(LogicalNode node) {
        return switch (node) {
            case LogicalNode.Scan scan -> tableRows(scan.table().statistics().get());
            case LogicalNode.Values values -> values.rows().size();
            case LogicalNode.Filter filter -> rows(filter.input()) * FILTER_SHARE;
            case LogicalNode.Project project -> rows(project.input());
            case LogicalNode.Join join -> join(join);
            case LogicalNode.Apply apply -> rows(apply.left());
            case LogicalNode.Aggregate aggregate -> aggregate.keys().isEmpty()
                    ? 1
                    : rows(aggregate.input()) * GROUP_SHARE;
            case LogicalNode.GroupingSets sets -> rows(sets.input()) * sets.sets().size();
            case LogicalNode.Window window -> rows(window.input());
            case LogicalNode.Sort sort -> Math.min(rows(sort.input()), (double) sort.count());
            case LogicalNode.Union union -> union.inputs().stream().mapToDouble(this::rows).sum();
            case LogicalNode.SingleRow _ -> 1;
        };
    }

    private double join(LogicalNode.Join join) {
        double left = rows(join.left());
        double right = rows(join.right());
        return switch (join.kind()) {
            case INNER, LEFT, FULL -> Math.max(left, right);
            case SEMI, ANTI, NULL_AWARE_ANTI -> left / 2;
            case MARK, NULL_AWARE_MARK -> left;
        };
    }

    private static double tableRows(TableStatistics statistics) {
        return statistics.rowCount().orElse(UNKNOWN_TABLE_ROWS);
    }
}
