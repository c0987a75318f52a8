// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// The rows that a [MaterializeNode] further up in the same fragment holds.
///
/// @param number of the [MaterializeNode]
/// @param columns places of the columns among those that it holds
public record ReadMaterializedNode(int id, int number, List<Integer> columns, Schema schema) implements PlanNode {
    public ReadMaterializedNode {
        columns = List.copyOf(columns);
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
