// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.type.Schema;
import java.util.List;

/// A scalar subquery's promise: exactly one row comes out, of nulls when the input has none. More than one row is a
/// CARDINALITY_VIOLATION. Runs in one task.
public record EnforceSingleRowNode(int id, PlanNode input, SourcePosition position) implements PlanNode {
    @Override
    public Schema schema() {
        return input.schema().asNullable();
    }

    @Override
    public List<PlanNode> children() {
        return List.of(input);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new EnforceSingleRowNode(id, children.getFirst(), position);
    }
}
