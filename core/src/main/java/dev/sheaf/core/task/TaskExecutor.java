// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import dev.sheaf.core.memory.MemoryContext;

/// Runs tasks on one worker. Safe for use by many threads.
public interface TaskExecutor {
    /// Starts a task and returns at once.
    ///
    /// @param memory the query's memory on this worker; it outlives the task, since batches on their way are charged to
    /// it
    TaskHandle start(TaskDescriptor task, MemoryContext memory, TaskListener listener);
}
