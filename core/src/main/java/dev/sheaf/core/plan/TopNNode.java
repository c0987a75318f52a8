// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// The first `count` rows of its task in an order, in that order.
public record TopNNode(int id, PlanNode input, List<SortKey> keys, long count) implements PlanNode {
    public TopNNode {
        keys = List.copyOf(keys);
    }

    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public List<PlanNode> children() {
        return List.of(input);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new TopNNode(id, children.getFirst(), keys, count);
    }
}
