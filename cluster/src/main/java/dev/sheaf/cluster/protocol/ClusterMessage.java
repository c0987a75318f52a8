// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.protocol;

import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskId;
import dev.sheaf.core.task.TaskStatistics;
import java.util.List;
import java.util.Optional;

/// What coordinators and workers say to each other, and the agents that mind their membership.
public sealed interface ClusterMessage extends ControlMessage {
    /// Coordinator to worker: run this. Answered by [TaskEnded], however it ends.
    record StartTask(TaskDescriptor task) implements ClusterMessage {}

    /// Coordinator to worker: end all tasks of the query with this reason.
    record CancelQuery(long query, SheafException reason) implements ClusterMessage {}

    /// Coordinator to worker: all tasks of the query have ended everywhere and nobody reads its result any more; forget
    /// it. Answered by [QueryReleased].
    record ReleaseQuery(long query) implements ClusterMessage {}

    /// Coordinator to worker: say how far the query has come. Answered by [ProgressReport], unless nothing of the query
    /// is there any more.
    record ReportProgress(long query) implements ClusterMessage {}

    /// Coordinator to worker: end all tasks of the query with this reason, and forget it when they have. Not answered.
    record AbandonQuery(long query, SheafException reason) implements ClusterMessage {}

    /// Registry to attendant: which nodes there are. Also a sign of life.
    record Members(List<Member> members) implements ClusterMessage {
        public Members {
            members = List.copyOf(members);
        }
    }

    /// A node of the cluster.
    ///
    /// @param address where its streams of batches come in
    record Member(String node, long incarnation, String address) {}

    /// Attendant to registry: how a worker is. Also a sign of life.
    ///
    /// @param runningTasks how many tasks run on it, of all coordinators
    /// @param draining whether it takes no more of them
    record WorkerStatus(int runningTasks, boolean draining) implements ClusterMessage {}

    /// Worker to coordinator: how far the query's tasks on this node have come, those that have ended included.
    record ProgressReport(long query, ScanProgress progress) implements ClusterMessage {}

    /// Worker to coordinator: a task has ended.
    ///
    /// @param error empty when it finished
    record TaskEnded(TaskId task, Optional<SheafException> error, TaskStatistics statistics)
            implements ClusterMessage {}

    /// Worker to coordinator: nothing of the query is left here.
    ///
    /// @param leakedBytes memory that the query still held, which is a bug; 0 otherwise
    record QueryReleased(long query, long leakedBytes) implements ClusterMessage {}
}
