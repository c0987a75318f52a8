// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Optional;

/// Joins by trying every pair: cross joins and joins without an equality. The build side is held in memory.
///
/// @param type any but those that need keys: the null-aware ones, BUILD_SEMI and BUILD_ANTI
/// @param condition on the probe's columns followed by the build's; absent for all pairs
/// @param outputColumns as in [HashJoinNode]
/// @param schema those columns, and the mark column where the type gives one
public record NestedLoopJoinNode(
        int id,
        JoinType type,
        PlanNode probe,
        PlanNode build,
        Optional<Expression> condition,
        JoinDistribution distribution,
        List<Integer> outputColumns,
        Schema schema)
        implements PlanNode {
    public NestedLoopJoinNode {
        outputColumns = List.copyOf(outputColumns);
        if (type.nullAware() || !type.givesProbeColumns()) {
            throw new IllegalArgumentException(type + " without keys");
        }
    }

    @Override
    public List<PlanNode> children() {
        return List.of(probe, build);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new NestedLoopJoinNode(
                id, type, children.get(0), children.get(1), condition, distribution, outputColumns, schema);
    }
}
