// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.PlanNode;
import java.util.Map;

/// A plan with its exchanges still inside the tree.
///
/// @param estimates by node number
public record PhysicalPlan(PlanNode root, Map<Integer, NodeEstimate> estimates, double cost) {}
