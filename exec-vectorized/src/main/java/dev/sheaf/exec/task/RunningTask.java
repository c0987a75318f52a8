// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Scheduler.Timer;
import dev.sheaf.core.task.NodeStatistics;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskHandle;
import dev.sheaf.core.task.TaskListener;
import dev.sheaf.core.task.TaskStatistics;
import dev.sheaf.exec.driver.DriverSettings;
import dev.sheaf.exec.driver.TaskExecution;
import dev.sheaf.exec.pipeline.Pipeline;
import dev.sheaf.exec.spill.SpillSpace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A task from its start to the call of its listener.
final class RunningTask implements TaskHandle {
    private static final Timer NO_TIMER = () -> {};

    private final TaskDescriptor task;
    private final TaskEnvironment environment;
    private final MemoryContext memory;
    private final SpillSpace spill;
    private final CancellationToken cancellation;
    private final TaskListener listener;
    private final long startNanos;
    private final AtomicReference<@Nullable TaskExecution> execution = new AtomicReference<>();
    private volatile Timer timeout = NO_TIMER;
    private volatile long endNanos;
    private volatile boolean ended;

    RunningTask(
            TaskDescriptor task,
            TaskEnvironment environment,
            MemoryContext memory,
            SpillSpace spill,
            CancellationToken cancellation,
            TaskListener listener) {
        this.task = task;
        this.environment = environment;
        this.memory = memory;
        this.spill = spill;
        this.cancellation = cancellation;
        this.listener = listener;
        this.startNanos = environment.clock().nanoTime();
    }

    void start(List<Pipeline> pipelines) {
        TaskSettings sizes = environment.settings();
        DriverSettings settings = new DriverSettings(
                task.id().toString(),
                task.statement().query(),
                environment.scheduler(),
                environment.clock(),
                new SeededRandom(task.statement().randomSeed(), ((long) task.fragment() << 32) + task.task()),
                sizes.threads(),
                sizes.chunkRows(),
                sizes.movesMax(),
                memory,
                cancellation);
        TaskExecution started = new TaskExecution(pipelines, settings, this::end);
        execution.set(started);
        startTimeout();
        started.start();
    }

    private void startTimeout() {
        long deadlineNanos = startNanos + task.timeoutNanos();
        if (deadlineNanos < startNanos) {
            // So far away that it overflows: no limit.
            return;
        }
        timeout = environment
                .scheduler()
                .at(deadlineNanos, () -> cancellation.cancel(PipelinedTaskExecutor.timedOut(task)));
    }

    void failedToStart(SheafException error) {
        end(error);
    }

    private void end(@Nullable SheafException failure) {
        timeout.cancel();
        SheafException error = failure;
        try {
            spill.close();
        } catch (RuntimeException failed) {
            if (error == null) {
                error = SheafException.wrap(failed);
            } else {
                error.addSuppressed(failed);
            }
        }
        endNanos = environment.clock().nanoTime();
        ended = true;
        if (error == null) {
            listener.finished(statistics());
        } else {
            listener.failed(error, statistics());
        }
    }

    @Override
    public void cancel(SheafException reason) {
        cancellation.cancel(reason);
    }

    @Override
    public ScanProgress progress() {
        int splitCount = task.splits().values().stream().mapToInt(List::size).sum();
        TaskExecution current = execution.get();
        return current == null
                ? new ScanProgress(0, 0, splitCount)
                : current.progress(task.splits().keySet(), splitCount);
    }

    @Override
    public TaskStatistics statistics() {
        long nanos = (ended ? endNanos : environment.clock().nanoTime()) - startNanos;
        TaskExecution current = execution.get();
        if (current == null) {
            return new TaskStatistics(nanos, memory.peakBytes(), 0, List.of());
        }
        Map<Integer, NodeStatistics> nodes = current.statistics();
        NodeStatistics output = nodes.remove(LocalPlanner.OUTPUT_NODE);
        return new TaskStatistics(
                nanos, memory.peakBytes(), output == null ? 0 : output.bytes(), List.copyOf(nodes.values()));
    }
}
