// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// The rows that other fragments send here.
///
/// @param exchange the number of the [Exchange] in the plan
/// @param mergeKeys the order that merging the producers' ordered streams gives; empty for no order
public record ExchangeSourceNode(int id, int exchange, Schema schema, List<SortKey> mergeKeys) implements PlanNode {
    public ExchangeSourceNode {
        mergeKeys = List.copyOf(mergeKeys);
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
