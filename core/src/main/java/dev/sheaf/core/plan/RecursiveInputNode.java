// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// What the step of a [RecursiveUnionNode] reads.
///
/// @param number of the [RecursiveUnionNode]
/// @param input 0 for the rows that the time before brought, else the number of a held input, from 1
/// @param columns places of the columns among those of these rows
public record RecursiveInputNode(int id, int number, int input, List<Integer> columns, Schema schema)
        implements PlanNode {
    public RecursiveInputNode {
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
