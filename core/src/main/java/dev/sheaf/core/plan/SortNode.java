// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// Orders the rows of its task. Equal rows come in any order.
public record SortNode(int id, PlanNode input, List<SortKey> keys) implements PlanNode {
    public SortNode {
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
        return new SortNode(id, children.getFirst(), keys);
    }
}
