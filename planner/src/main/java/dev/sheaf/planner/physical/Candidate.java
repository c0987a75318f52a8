// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.PlanNode;
import java.util.List;

/// One way to compute a node, not yet built.
///
/// @param distribution over the node's column numbers
/// @param cost of everything below and in it
record Candidate(Distribution distribution, double cost, Builder builder) {
    /// Makes the plan nodes.
    interface Builder {
        /// A plan with just those columns, in that order.
        PlanNode build(List<Integer> columns);
    }

    boolean distributed() {
        return !distribution.isSingle();
    }

    PlanNode build(List<Integer> columns) {
        return builder.build(columns);
    }
}
