// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import java.util.List;

/// Keeps the rows for which the condition is true (neither false nor null).
public record FilterNode(int id, PlanNode input, Expression condition) implements PlanNode {
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
        return new FilterNode(id, children.getFirst(), condition);
    }
}
