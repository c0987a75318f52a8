// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskExecutor;
import dev.sheaf.core.task.TaskHandle;
import dev.sheaf.core.task.TaskListener;
import dev.sheaf.exec.pipeline.Pipeline;
import dev.sheaf.exec.spill.SpillSpace;
import java.util.List;

/// Runs tasks as pipelines of vectorised operators, on the threads of the scheduler that it is given.
public final class PipelinedTaskExecutor implements TaskExecutor {
    private final TaskEnvironment environment;

    public PipelinedTaskExecutor(TaskEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public TaskHandle start(TaskDescriptor task, MemoryContext memory, TaskListener listener) {
        CancellationToken cancellation = new CancellationToken();
        SpillSpace spill = environment.spill().open("query-" + task.id(), memory);
        RunningTask running = new RunningTask(task, environment, memory, spill, cancellation, listener);
        try {
            List<Pipeline> pipelines =
                    new LocalPlanner(task, environment, memory, spill, cancellation).plan();
            running.start(pipelines);
        } catch (RuntimeException | Error failure) {
            // Errors too, such as a class that can't be loaded: the coordinator waits for a word.
            running.failedToStart(SheafException.wrap(failure));
        }
        return running;
    }

    /// The error of a task that has taken too long.
    static SheafException timedOut(TaskDescriptor task) {
        return new SheafException(
                ErrorCode.STATEMENT_TIMEOUT,
                "the statement has not ended within " + task.timeoutNanos() / 1_000_000 + " ms");
    }
}
