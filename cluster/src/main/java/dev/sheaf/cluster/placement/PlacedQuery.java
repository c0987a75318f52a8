// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.placement;

import dev.sheaf.core.task.TaskDescriptor;
import java.util.List;

/// A query with everything bound to nodes: ready to be started.
///
/// @param tasks per task, the node it runs on and what it does
/// @param resultNode the node whose task gives the result
public record PlacedQuery(List<PlacedTask> tasks, String resultNode) {
    public PlacedQuery {
        tasks = List.copyOf(tasks);
    }

    /// One task on its node.
    public record PlacedTask(String node, TaskDescriptor task) {}
}
