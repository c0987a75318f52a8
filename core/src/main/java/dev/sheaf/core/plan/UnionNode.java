// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// The rows of all inputs, duplicates and all: UNION ALL. The inputs' columns have the schema's types.
public record UnionNode(int id, List<PlanNode> children, Schema schema) implements PlanNode {
    public UnionNode {
        children = List.copyOf(children);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> replaced) {
        return new UnionNode(id, replaced, schema);
    }
}
