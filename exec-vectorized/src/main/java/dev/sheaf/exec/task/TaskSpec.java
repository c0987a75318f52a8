// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.storage.Split;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// One task of a query: a fragment, the share of the data that is its own, and who its peers are. Everything here can be sent to
/// another node.
///
/// @param query the query's number, unique in the cluster; names channels and groups work in the scheduler
/// @param statement the statement's number, by which writers' output is committed
/// @param attempt which attempt of the query's stages this is
/// @param fragment the fragment's number
/// @param taskIndex which of the fragment's tasks this is, from 0
/// @param taskCount how many tasks the fragment has
/// @param root the fragment's plan, its parameters replaced by literals
/// @param splits by scan node, the pieces that are this task's
/// @param inputs by exchange, the nodes where the producer tasks run, in the order of their task indexes
/// @param timeoutNanos how long it may run from its start, before it fails with STATEMENT_TIMEOUT
public record TaskSpec(
        long query,
        long statement,
        int attempt,
        int fragment,
        int taskIndex,
        int taskCount,
        PlanNode root,
        Map<Integer, List<Split>> splits,
        Map<Integer, List<String>> inputs,
        TaskOutput output,
        OptionalLong timeoutNanos) {
    public TaskSpec {
        splits = copy(splits);
        inputs = copy(inputs);
        if (taskIndex < 0 || taskIndex >= taskCount) {
            throw new IllegalArgumentException("task " + taskIndex + " of " + taskCount);
        }
    }

    /// The channel from a producer task to this one.
    public ChannelId inputChannel(int exchange, int producerTask) {
        return new ChannelId(query, exchange, producerTask, taskIndex, attempt);
    }

    /// The channel from this task to one of its consumers.
    public ChannelId outputChannel(int consumerTask) {
        return new ChannelId(query, output.exchange(), taskIndex, consumerTask, attempt);
    }

    /// Tells in traces and messages which task it is.
    public String name() {
        return "query " + query + " fragment " + fragment + " task " + taskIndex;
    }

    private static <T> Map<Integer, List<T>> copy(Map<Integer, List<T>> map) {
        Map<Integer, List<T>> copied = new TreeMap<>();
        map.forEach((key, values) -> copied.put(key, List.copyOf(values)));
        return Collections.unmodifiableMap(copied);
    }
}
