// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster;

import dev.sheaf.cluster.placement.PlacedQuery;
import dev.sheaf.cluster.placement.PlacedQuery.PlacedTask;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskId;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tasks whose contents don't matter.
public final class TestTasks {
    private TestTasks() {}

    public static StatementContext statement(long query) {
        return new StatementContext(query, new Principal("tester"), "UTC", 1, 2);
    }

    public static TaskDescriptor task(long query, int fragment, int task) {
        return new TaskDescriptor(
                statement(query),
                fragment,
                task,
                1,
                0,
                new ValuesNode(1, Schema.EMPTY, List.of(List.of())),
                Map.of(),
                List.of(),
                List.of(new TaskOutput(TaskOutput.RESULT, new Partitioning.Gather(), List.of("client"))),
                Long.MAX_VALUE);
    }

    public static TaskId id(long query, int fragment) {
        return new TaskId(query, fragment, 0, 0);
    }

    /// A task of one fragment per node.
    public static PlacedQuery placed(long query, String... nodes) {
        List<PlacedTask> tasks = new ArrayList<>();
        for (String node : nodes) {
            tasks.add(new PlacedTask(node, task(query, tasks.size(), 0)));
        }
        return new PlacedQuery(tasks, nodes[0]);
    }
}
