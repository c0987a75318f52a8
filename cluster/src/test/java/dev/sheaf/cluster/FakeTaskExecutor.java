// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskExecutor;
import dev.sheaf.core.task.TaskHandle;
import dev.sheaf.core.task.TaskId;
import dev.sheaf.core.task.TaskListener;
import dev.sheaf.core.task.TaskStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tasks that end when the test says so, or when they are cancelled.
public final class FakeTaskExecutor implements TaskExecutor {
    private final Map<TaskId, FakeTask> tasks = new LinkedHashMap<>();
    private SheafException startError;
    private boolean deaf;

    /// A task that was started.
    public final class FakeTask implements TaskHandle {
        public final TaskDescriptor descriptor;
        public final MemoryContext memory;
        private final TaskListener listener;
        public SheafException cancelledFor;
        public ScanProgress progress = ScanProgress.NONE;
        private boolean ended;

        FakeTask(TaskDescriptor descriptor, MemoryContext memory, TaskListener listener) {
            this.descriptor = descriptor;
            this.memory = memory;
            this.listener = listener;
        }

        public void finish(TaskStatistics statistics) {
            ended = true;
            listener.finished(statistics);
        }

        public void fail(SheafException error) {
            ended = true;
            listener.failed(error, TaskStatistics.NONE);
        }

        @Override
        public void cancel(SheafException reason) {
            if (ended || cancelledFor != null) {
                return;
            }
            cancelledFor = reason;
            if (!deaf) {
                fail(reason);
            }
        }

        @Override
        public ScanProgress progress() {
            return progress;
        }

        @Override
        public TaskStatistics statistics() {
            return TaskStatistics.NONE;
        }
    }

    /// Fails every start from now on.
    public void failStarts(SheafException error) {
        startError = error;
    }

    /// Cancelled tasks don't end by themselves any more.
    public void ignoreCancels() {
        deaf = true;
    }

    @Override
    public TaskHandle start(TaskDescriptor task, MemoryContext memory, TaskListener listener) {
        if (startError != null) {
            throw startError;
        }
        FakeTask started = new FakeTask(task, memory, listener);
        if (tasks.put(task.id(), started) != null) {
            throw new AssertionError("task " + task.id() + " was started twice");
        }
        return started;
    }

    public Map<TaskId, FakeTask> tasks() {
        return tasks;
    }

    public FakeTask task(TaskId id) {
        FakeTask task = tasks.get(id);
        if (task == null) {
            throw new AssertionError("task " + id + " was not started");
        }
        return task;
    }
}
