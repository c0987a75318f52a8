// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Optional;

/// Joins rows whose keys are equal. The build side is hashed in memory, the probe side streams past it.
///
/// @param probeKeys places in the probe's schema, paired with `buildKeys`; the pairs have equal types
/// @param buildKeys places in the build's schema
/// @param nullsEqual per key pair, whether null equals null (IS NOT DISTINCT FROM); else a null key matches nothing
/// @param residual a further condition on the probe's columns followed by the build's; only pairs for which it is true
/// match
/// @param outputColumns places in the probe's columns followed by the build's of the columns that come out, of those
///     sides of which the type gives columns; a mark column comes after them
/// @param schema those columns
public record HashJoinNode(
        int id,
        JoinType type,
        PlanNode probe,
        PlanNode build,
        List<Integer> probeKeys,
        List<Integer> buildKeys,
        List<Boolean> nullsEqual,
        Optional<Expression> residual,
        JoinDistribution distribution,
        List<Integer> outputColumns,
        Schema schema)
        implements PlanNode {
    public HashJoinNode {
        probeKeys = List.copyOf(probeKeys);
        buildKeys = List.copyOf(buildKeys);
        nullsEqual = List.copyOf(nullsEqual);
        outputColumns = List.copyOf(outputColumns);
        if (probeKeys.isEmpty() || probeKeys.size() != buildKeys.size() || probeKeys.size() != nullsEqual.size()) {
            throw new IllegalArgumentException("join keys " + probeKeys + " and " + buildKeys);
        }
        if (schema.size() != outputColumns.size() + (type.givesMark() ? 1 : 0)) {
            throw new IllegalArgumentException("join output " + outputColumns + " for a schema of " + schema.size());
        }
    }

    @Override
    public List<PlanNode> children() {
        return List.of(probe, build);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new HashJoinNode(
                id,
                type,
                children.get(0),
                children.get(1),
                probeKeys,
                buildKeys,
                nullsEqual,
                residual,
                distribution,
                outputColumns,
                schema);
    }
}
