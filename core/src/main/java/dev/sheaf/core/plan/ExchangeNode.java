// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// A place where rows change tasks. Only in plans that have not been cut into fragments: the cut makes it the output of
/// one fragment and an [ExchangeSourceNode] of another.
public record ExchangeNode(int id, PlanNode input, Partitioning partitioning) implements PlanNode {
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
        return new ExchangeNode(id, children.getFirst(), partitioning);
    }
}
