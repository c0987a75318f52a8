// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.storage.Split;
import java.util.List;
import java.util.Map;

/// Everything a worker needs to run one attempt at one task.
///
/// @param fragment the number of the fragment in the plan
/// @param task the task's number among the fragment's
/// @param taskCount how many tasks the fragment has
/// @param attempt which try this is, from 0
/// @param root the fragment's plan, parameters bound
/// @param splits per scan node's number, what this task reads
/// @param outputs where the rows go; several only where they are materialised ([Fragment#outputs])
/// @param timeoutNanos how long it may take from when it starts
public record TaskDescriptor(
        StatementContext statement,
        int fragment,
        int task,
        int taskCount,
        int attempt,
        PlanNode root,
        Map<Integer, List<Split>> splits,
        List<TaskInput> inputs,
        List<TaskOutput> outputs,
        long timeoutNanos) {
    public TaskDescriptor {
        splits = Map.copyOf(splits);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public TaskId id() {
        return new TaskId(statement.query(), fragment, task, attempt);
    }
}
