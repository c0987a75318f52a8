// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// Adds columns computed over each row's window. Rows of one partition must be in one task; the node itself partitions
/// and orders them. The order of its output is not promised.
///
/// @param partitionKeys places of the PARTITION BY columns
/// @param orderKeys the window's ORDER BY
/// @param schema the input's columns followed by one per call
public record WindowNode(
        int id,
        PlanNode input,
        List<Integer> partitionKeys,
        List<SortKey> orderKeys,
        List<WindowCall> calls,
        Schema schema)
        implements PlanNode {
    public WindowNode {
        partitionKeys = List.copyOf(partitionKeys);
        orderKeys = List.copyOf(orderKeys);
        calls = List.copyOf(calls);
    }

    @Override
    public List<PlanNode> children() {
        return List.of(input);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new WindowNode(id, children.getFirst(), partitionKeys, orderKeys, calls, schema);
    }
}
