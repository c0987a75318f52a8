// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.type.Schema;

/// A physical subtree and what is known of its rows.
record PhysicalTree(PlanNode node, Distribution distribution) {
    Schema schema() {
        return node.schema();
    }
}
