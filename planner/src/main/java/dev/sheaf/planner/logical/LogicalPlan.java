// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.logical;

import java.util.List;

/// A logical tree and the subtrees that it reads by [LogicalNode.Shared], which are computed once each.
///
/// @param shared by number, the first being 1; each may read those of lower numbers
public record LogicalPlan(LogicalNode root, List<LogicalNode> shared) {
    public LogicalPlan {
        shared = List.copyOf(shared);
    }

    /// A tree that shares nothing.
    public static LogicalPlan of(LogicalNode root) {
        return new LogicalPlan(root, List.of());
    }
}
