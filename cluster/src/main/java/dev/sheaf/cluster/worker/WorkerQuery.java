// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.worker;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a worker keeps of a query: its memory, its tasks, and whether it was told to end.
final class WorkerQuery {
    private final MemoryContext memory;
    private final List<TaskHandle> tasks = new ArrayList<>();
    private @Nullable SheafException cancelReason;

    WorkerQuery(MemoryContext memory) {
        this.memory = memory;
    }

    MemoryContext memory() {
        return memory;
    }

    @Nullable SheafException cancelReason() {
        return cancelReason;
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
