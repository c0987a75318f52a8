// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import java.util.List;

/// Computes the columns of its schema, one expression each.
public record ProjectNode(int id, PlanNode input, List<Expression> expressions, Schema schema) implements PlanNode {
    public ProjectNode {
        expressions = List.copyOf(expressions);
        if (expressions.size() != schema.size()) {
            throw new IllegalArgumentException(expressions.size() + " expressions for a schema of " + schema.size());
        }
    }

    @Override
    public List<PlanNode> children() {
        return List.of(input);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new ProjectNode(id, children.getFirst(), expressions, schema);
    }
}
