// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// Computes its input once and holds the rows until every [ReadMaterializedNode] of its number has read them. These
/// stand in the outputs, whose rows it gives: those of the one output as any node would, or, as the root of a fragment
/// with several output exchanges, those of each output to its exchange, in the order of their numbers.
///
/// Readers begin when all rows are there, and each at its own pace. So a plan may read the rows on both sides of a join
/// without waiting for itself.
///
/// @param number by which readers know it, unique in the plan, from 1
public record MaterializeNode(int id, int number, PlanNode input, List<PlanNode> outputs) implements PlanNode {
    public MaterializeNode {
        outputs = List.copyOf(outputs);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("nobody reads materialized rows " + number);
        }
    }

    /// The columns of the first output.
    @Override
    public Schema schema() {
        return outputs.getFirst().schema();
    }

    @Override
    public List<PlanNode> children() {
        List<PlanNode> children = new ArrayList<>(outputs.size() + 1);
        children.add(input);
        children.addAll(outputs);
        return children;
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new MaterializeNode(id, number, children.getFirst(), children.subList(1, children.size()));
    }
}
