// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import java.util.List;

/// Rows written out in the plan: VALUES, and the one empty row of a SELECT without FROM.
///
/// @param rows expressions without column references, of the schema's types
public record ValuesNode(int id, Schema schema, List<List<Expression>> rows) implements PlanNode {
    public ValuesNode {
        rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<PlanNode> children() {
        return List.of();
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return this;
    }
}
