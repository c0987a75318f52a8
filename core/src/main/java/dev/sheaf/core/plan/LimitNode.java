// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// Passes over `offset` rows of its task, lets `count` rows through, and then needs no more input. Keeps its input's
/// order.
///
/// @param count [Long#MAX_VALUE] for no limit
public record LimitNode(int id, PlanNode input, long offset, long count) implements PlanNode {
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
        return new LimitNode(id, children.getFirst(), offset, count);
    }
}
