// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.worker;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What a worker keeps of a query: its memory, its tasks, and whether it was told to end.
final class WorkerQuery {
    private final MemoryContext memory;
    private final List<TaskHandle> tasks = new ArrayList<>();
    private final String coordinator;
    private final AtomicInteger runningTasks = new AtomicInteger();
    private volatile boolean abandoned;
    private @Nullable SheafException cancelReason;

    /// @param coordinator the agent that wants it
    WorkerQuery(MemoryContext memory, String coordinator) {
        this.memory = memory;
        this.coordinator = coordinator;
    }

    String coordinator() {
        return coordinator;
    }

    MemoryContext memory() {
        return memory;
    }

    @Nullable SheafException cancelReason() {
        return cancelReason;
    }

    /// A task is about to be started.
    void starting() {
        runningTasks.incrementAndGet();
    }

    /// A task has ended. Any thread may call it.
    ///
    /// @return whether it was the last of an abandoned query
    boolean ended() {
        return runningTasks.decrementAndGet() == 0 && abandoned;
    }

    /// Nobody will release it: it goes when its tasks have ended.
    ///
    /// @return whether they have
    boolean abandon(SheafException reason) {
        abandoned = true;
        cancel(reason);
        return runningTasks.get() == 0;
    }

    void started(TaskHandle task) {
        tasks.add(task);
    }

    void cancel(SheafException reason) {
        if (cancelReason == null) {
            cancelReason = reason;
            tasks.forEach(task -> task.cancel(reason));
        }
    }

    ScanProgress progress() {
        ScanProgress sum = ScanProgress.NONE;
        for (TaskHandle task : tasks) {
            sum = sum.plus(task.progress());
        }
        return sum;
    }

    /// Gives the memory back.
    ///
    /// @return how many bytes somebody forgot to release
    long close() {
        long leakedBytes = memory.usedBytes();
        if (leakedBytes == 0) {
            memory.close();
        }
        return leakedBytes;
    }
}
