// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import org.jspecify.annotations.Nullable;

/// Where in a pipeline the key of a join above can be looked at first.
///
/// @param node whose rows have the key
/// @param column of that node
record KeyFilterPlace(PlanNode node, int column) {
    /// Whether a probe row without a match leaves no trace in a join's result.
    static boolean dropsUnmatched(JoinType type) {
        return switch (type) {
            case INNER, SEMI, BUILD_OUTER, BUILD_SEMI, BUILD_ANTI -> true;
            case PROBE_OUTER, FULL_OUTER, ANTI, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> false;
        };
    }

    /// Follows a column down as long as rows stream through nodes that treat each by itself.
    static KeyFilterPlace below(PlanNode node, int column) {
        KeyFilterPlace next = step(node, column);
        return next == null ? new KeyFilterPlace(node, column) : below(next.node, next.column);
    }

    private static @Nullable KeyFilterPlace step(PlanNode node, int column) {
        if (node instanceof ProjectNode project) {
            return project.expressions().get(column) instanceof ColumnReference reference
                    ? new KeyFilterPlace(project.input(), reference.index())
                    : null;
        }
        if (node instanceof HashJoinNode join && streams(join.type()) && column < join.outputColumns().size()) {
            int place = join.outputColumns().get(column);
            return place < join.probe().schema().size() ? new KeyFilterPlace(join.probe(), place) : null;
        }
        return null;
    }

    private static boolean streams(JoinType type) {
        return switch (type) {
            case INNER, PROBE_OUTER, SEMI, ANTI, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> true;
            case BUILD_OUTER, FULL_OUTER, BUILD_SEMI, BUILD_ANTI -> false;
        };
    }
}
