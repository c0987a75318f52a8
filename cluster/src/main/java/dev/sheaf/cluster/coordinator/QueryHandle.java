// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.coordinator;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.task.NodeStatistics;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How a query stands, as whoever submitted it sees it. Safe for use by many threads.
public final class QueryHandle {
    /// The life of a query.
    public enum State {
        /// Its tasks run, or will.
        RUNNING,
        /// All tasks finished. The result may still be read.
        FINISHED,
        /// All tasks ended, one at least with an error.
        FAILED,
        /// Nothing of it is left on any node.
        RELEASED
    }

    private final long query;
    private final WaitList changes = new WaitList();
    private State state = State.RUNNING;
    private @Nullable SheafException error;
    private long leakedBytes;
    private final Map<Integer, NodeStatistics> nodes = new HashMap<>();
    private final Map<String, ScanProgress> progress = new TreeMap<>();
    private boolean asking;
    private long elapsedNanos;

    QueryHandle(long query) {
        this.query = query;
    }

    public long query() {
        return query;
    }

    public synchronized State state() {
        return state;
    }

    /// Why it fails: known as soon as one task has failed, when others may still run. Null when it doesn't.
    public synchronized @Nullable SheafException error() {
        return error;
    }

    /// Memory that was still held when the query was released: a bug, 0 otherwise.
    public synchronized long leakedBytes() {
        return leakedBytes;
    }

    /// What the tasks that have ended did, by plan node.
    public synchronized Map<Integer, NodeStatistics> nodeStatistics() {
        return Map.copyOf(nodes);
    }

    /// How far its scans had come when their nodes were last asked; see [Coordinator#askProgress].
    public synchronized ScanProgress progress() {
        return progress.values().stream().reduce(ScanProgress.NONE, ScanProgress::plus);
    }

    /// The longest time that a task took.
    public synchronized long elapsedNanos() {
        return elapsedNanos;
    }

    /// Wakes once when the state or the error has changed.
    public void waitForChange(Waker waker) {
        changes.add(waker);
    }

    void fail(SheafException failure) {
        synchronized (this) {
            if (error == null) {
                error = failure;
            }
        }
        changes.wakeAll();
    }

    void add(TaskStatistics statistics) {
        synchronized (this) {
            elapsedNanos = Math.max(elapsedNanos, statistics.elapsedNanos());
            statistics.nodes().forEach(node -> nodes.merge(node.node(), node, NodeStatistics::plus));
        }
    }

    /// @return whether nobody is asking already
    synchronized boolean beginAsking() {
        boolean first = !asking;
        asking = true;
        return first;
    }

    synchronized void progress(String node, ScanProgress reported) {
        asking = false;
        progress.put(node, reported);
    }

    void leaked(long bytes) {
        synchronized (this) {
            leakedBytes += bytes;
        }
    }

    void become(State next) {
        synchronized (this) {
            state = next;
        }
        changes.wakeAll();
    }
}
