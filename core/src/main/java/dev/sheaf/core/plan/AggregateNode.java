// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.Schema;
import java.util.List;

/// Groups rows by the values of key columns (nulls are equal) and aggregates each group. Without keys there is one
/// group, even over no rows (but not in the PARTIAL step, which may give none). With keys and no calls it is DISTINCT.
///
/// In the PARTIAL step the output is the keys followed by the state columns of each call in order
/// ([dev.sheaf.core.function.AggregateFunction#stateTypes]); a FINAL step takes exactly such rows: its keys are the
/// first columns and the calls' `arguments` are the state columns.
///
/// @param keys the places of the grouping columns in the input
/// @param schema the keys followed by a column per call (SINGLE, FINAL) or per state column (PARTIAL)
public record AggregateNode(
        int id, PlanNode input, Step step, List<Integer> keys, List<AggregateCall> calls, Schema schema)
        implements PlanNode {
    /// Which part of an aggregation a node does.
    public enum Step {
        /// Rows to results.
        SINGLE,
        /// Rows to states. A key may come out more than once: states may be flushed early.
        PARTIAL,
        /// States to results.
        FINAL
    }

    public AggregateNode {
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
    }

    @Override
    public List<PlanNode> children() {
        return List.of(input);
    }

    @Override
    public PlanNode withChildren(List<PlanNode> children) {
        return new AggregateNode(id, children.getFirst(), step, keys, calls, schema);
    }
}
