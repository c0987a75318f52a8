// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.exec.pipeline.NestingSource;
import dev.sheaf.exec.pipeline.OperatorFactory;
import dev.sheaf.exec.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One pipeline being run: its drivers, and how much of it has been found needless. Its part in the order of pipelines
/// (`started`, `ended`) belongs to [TaskExecution] and is guarded by it.
final class PipelineExecution {
    private final TaskExecution task;
    private final Pipeline pipeline;
    private final SinkGroup group;
    private final AtomicInteger liveDrivers = new AtomicInteger();
    private final AtomicInteger stopLevel = new AtomicInteger();
    private final WaitList stopWaiters = new WaitList();
    boolean started;
    boolean ended;

    PipelineExecution(TaskExecution task, Pipeline pipeline, SinkGroup group) {
        this.task = task;
        this.pipeline = pipeline;
        this.group = group;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    SinkGroup group() {
        return group;
    }

    /// Makes the drivers and hands them to the scheduler. Each holds the task until it has ended.
    void start(DriverSettings settings) {
        int most = Math.min(pipeline.driversMax(), pipeline.source().factory().driversMax());
        // A pipeline that follows others shares their sink, which is finished by theirs if this one has no drivers.
        int least = pipeline.follows().isEmpty() ? 1 : 0;
        int drivers = Math.max(least, Math.min(settings.parallelism(), most));
        if (drivers == 0) {
            task.driversEnded(this);
            return;
        }
        liveDrivers.set(drivers);
        for (int i = 0; i < drivers; i++) {
            task.hold();
        }
        for (int i = 0; i < drivers; i++) {
            String name = settings.name() + " pipeline " + pipeline.id() + " driver " + i;
            try {
                settings.scheduler()
                        .start(
                                name,
                                settings.group(),
                                new Driver(this, settings.context(i), settings.movesMax(), newMetrics()));
            } catch (RuntimeException refused) {
                task.fail(refused);
                driverEnded();
            }
        }
    }

    private OperatorMetrics[] newMetrics() {
        List<OperatorMetrics> parts = new ArrayList<>();
        parts.add(new OperatorMetrics(pipeline.source().node()));
        pipeline.operators().forEach(part -> parts.add(new OperatorMetrics(part.node())));
        parts.add(new OperatorMetrics(pipeline.sink().node()));
        task.addMetrics(parts);
        return parts.toArray(OperatorMetrics[]::new);
    }

    /// Levels below this one (0 the source, then the operators) are not wanted any more.
    int stopLevel() {
        return stopLevel.get();
    }

    boolean stopped() {
        return stopLevel.get() > 0;
    }

    void addStopWaiter(Waker waker) {
        stopWaiters.add(waker);
        if (stopped()) {
            waker.wake();
        }
    }

    /// Found by a driver: the operator of that level needs no more input. Since its factory may be shared, so may be
    /// the finding.
    void stopAt(int level) {
        task.stop(group, pipeline.operators().get(level - 1).factory());
    }

    /// Found by a driver: the sink needs no more.
    void stopGroup() {
        task.stop(group, null);
    }

    /// Gives up all levels before an operator, or before the sink.
    ///
    /// @return whether this pipeline has that operator
    boolean stopBefore(@Nullable OperatorFactory finished) {
        int level = finished == null ? pipeline.operators().size() + 1 : levelOf(finished);
        if (level == 0) {
            return false;
        }
        if (stopLevel.getAndAccumulate(level, Math::max) < level) {
            stopWaiters.wakeAll();
        }
        return true;
    }

    private int levelOf(OperatorFactory factory) {
        for (int i = pipeline.operators().size(); i > 0; i--) {
            if (pipeline.operators().get(i - 1).factory() == factory) {
                return i;
            }
        }
        return 0;
    }

    /// Gives this pipeline's source what runs its own pipelines. They hold this pipeline as a driver would.
    void attach(NestingSource source, DriverSettings settings) {
        source.attach(new NestedRunner(this, task, settings));
    }

    /// Keeps the pipeline from ending until [#driverEnded].
    void hold() {
        liveDrivers.incrementAndGet();
        task.hold();
    }

    void fail(Throwable failure) {
        task.fail(failure);
    }

    void close(@Nullable AutoCloseable part) {
        task.close(part);
    }

    void driverEnded() {
        try {
            if (liveDrivers.decrementAndGet() == 0) {
                task.driversEnded(this);
            }
        } finally {
            task.release();
        }
    }
}
