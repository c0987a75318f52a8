// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.coordinator;

import dev.sheaf.cluster.placement.PlacedQuery;
import dev.sheaf.cluster.placement.PlacedQuery.PlacedTask;
import dev.sheaf.cluster.protocol.ClusterMessage.AbandonQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.CancelQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.QueryReleased;
import dev.sheaf.cluster.protocol.ClusterMessage.ReleaseQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ReportProgress;
import dev.sheaf.cluster.protocol.ClusterMessage.StartTask;
import dev.sheaf.cluster.protocol.ClusterMessage.TaskEnded;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.TaskId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// The coordinator's state of one query. Its tasks all start at once and stream to each other; the first error ends
/// them all; when all have ended and the reader is done, the query is released on every node.
final class QueryExecution {
    private final QueryHandle handle;
    private final PlacedQuery placed;
    private final BiConsumer<String, ControlMessage> send;
    /// The tasks that run and where.
    private final Map<TaskId, String> running = new LinkedHashMap<>();
    private final Set<String> nodes = new LinkedHashSet<>();
    private final Set<String> unreleased = new LinkedHashSet<>();
    private boolean readerDone;
    private boolean releasing;

    /// @param send sends a message to a node
    QueryExecution(QueryHandle handle, PlacedQuery placed, BiConsumer<String, ControlMessage> send) {
        this.handle = handle;
        this.placed = placed;
        this.send = send;
    }

    QueryHandle handle() {
        return handle;
    }

    void start() {
        for (PlacedTask task : placed.tasks()) {
            running.put(task.task().id(), task.node());
            nodes.add(task.node());
        }
        for (PlacedTask task : placed.tasks()) {
            send.accept(task.node(), new StartTask(task.task()));
        }
    }

    /// Asks all nodes how far the query has come.
    void askProgress() {
        if (!releasing) {
            nodes.forEach(node -> send.accept(node, new ReportProgress(handle.query())));
        }
    }

    void taskEnded(TaskEnded ended) {
        if (running.remove(ended.task()) == null) {
            return;
        }
        handle.add(ended.statistics());
        ended.error().ifPresent(this::fail);
        if (running.isEmpty()) {
            allEnded();
        }
    }

    private void allEnded() {
        handle.become(handle.error() == null ? QueryHandle.State.FINISHED : QueryHandle.State.FAILED);
        releaseIfDone();
    }

    /// A node is gone, and with it what ran or is kept there. The query fails if it still runs.
    void nodeLost(String node, SheafException reason) {
        if (!nodes.contains(node)) {
            return;
        }
        fail(reason);
        // If it is only cut off, or has begun a new life to which our last messages went, nobody else will tell it.
        send.accept(node, new AbandonQuery(handle.query(), reason));
        nodes.remove(node);
        if (!running.isEmpty()) {
            running.values().removeIf(node::equals);
            if (running.isEmpty()) {
                allEnded();
            }
        }
        if (unreleased.remove(node) && unreleased.isEmpty()) {
            handle.become(QueryHandle.State.RELEASED);
        }
    }

    /// Ends the query with an error, unless it has one or has ended.
    void fail(SheafException error) {
        if (handle.error() != null || running.isEmpty()) {
            return;
        }
        handle.fail(error);
        nodes.forEach(node -> send.accept(node, new CancelQuery(handle.query(), error)));
    }

    /// The reader takes no more of the result: what still runs is pointless.
    void readerDone(SheafException reason) {
        readerDone = true;
        fail(reason);
        releaseIfDone();
    }

    /// A node has forgotten the query.
    void released(QueryReleased released, String node) {
        if (releasing && unreleased.remove(node)) {
            handle.leaked(released.leakedBytes());
            if (unreleased.isEmpty()) {
                handle.become(QueryHandle.State.RELEASED);
            }
        }
    }

    private void releaseIfDone() {
        if (readerDone && running.isEmpty() && !releasing) {
            releasing = true;
            unreleased.addAll(nodes);
            nodes.forEach(node -> send.accept(node, new ReleaseQuery(handle.query())));
            if (nodes.isEmpty()) {
                handle.become(QueryHandle.State.RELEASED);
            }
        }
    }
}
