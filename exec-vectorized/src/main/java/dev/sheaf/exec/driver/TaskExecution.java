// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.NodeStatistics;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.exec.pipeline.NestingSource;
import dev.sheaf.exec.pipeline.NodePart;
import dev.sheaf.exec.pipeline.OperatorFactory;
import dev.sheaf.exec.pipeline.Pipeline;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SourceFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs the pipelines of one task: starts each when what it waits for is there, runs its drivers, then its sink's
/// finalise step, and ends exactly once, when nothing of it runs any more and all is given back.
///
/// Whatever a part throws, an Error as well, fails the task and is told to its owner: a thread that let it pass would
/// leave the query waiting for ever.
///
/// The end is found by counting holds: everything that runs holds the task, and what it sets off takes its own hold
/// before it lets go. The first error cancels the task's token, which every driver looks at and is woken by. Which
/// pipelines have started and ended is guarded by this object's monitor; factories are called outside it.
public final class TaskExecution {
    private final DriverSettings settings;
    private final Map<Integer, PipelineExecution> pipelines = new TreeMap<>();
    private final Map<Integer, SinkGroup> groups = new TreeMap<>();
    private final Queue<OperatorMetrics> metrics = new ConcurrentLinkedQueue<>();
    private final AtomicInteger holds = new AtomicInteger(1);
    private final Map<Integer, NodeStatistics> nested = new TreeMap<>();
    private final @Nullable TaskExecution outer;
    private final Consumer<@Nullable SheafException> whenEnded;

    /// @param whenEnded is told once, with the error if there was one, after everything has been closed
    public TaskExecution(
            List<Pipeline> plan, DriverSettings settings, Consumer<@Nullable SheafException> whenEnded) {
        this(plan, settings, null, whenEnded);
    }

    /// @param outer the task that this is a part of, if it is one; it is told what was measured
    TaskExecution(
            List<Pipeline> plan,
            DriverSettings settings,
            @Nullable TaskExecution outer,
            Consumer<@Nullable SheafException> whenEnded) {
        this.settings = settings;
        this.outer = outer;
        this.whenEnded = whenEnded;
        for (Pipeline pipeline : plan) {
            SinkGroup group = groups.computeIfAbsent(
                    pipeline.sinkGroup(), _ -> new SinkGroup(pipeline.sink().factory()));
            PipelineExecution execution = new PipelineExecution(this, pipeline, group);
            group.pipelines.add(execution);
            pipelines.put(pipeline.id(), execution);
            if (pipeline.source().factory() instanceof NestingSource source) {
                execution.attach(source, settings);
            }
        }
    }

    /// Begins. Returns at once.
    public void start() {
        startReady();
        release();
    }

    /// Ends the task with an error, unless it has one already or has ended.
    public void fail(Throwable failure) {
        settings.cancellation().cancel(SheafException.wrap(failure));
    }

    /// How far its scans have come.
    ///
    /// @param scans the plan nodes that scan
    /// @param splitCount how many splits they have
    public ScanProgress progress(Set<Integer> scans, int splitCount) {
        long rowCount = 0;
        for (OperatorMetrics part : metrics) {
            NodeStatistics counted = part.snapshot();
            rowCount += scans.contains(counted.node()) ? counted.outputRows() : 0;
        }
        long finishedSplitCount = 0;
        Set<SourceFactory> seen = new HashSet<>();
        for (PipelineExecution execution : pipelines.values()) {
            SourceFactory source = execution.pipeline().source().factory();
            finishedSplitCount += seen.add(source) ? source.finishedSplitCount() : 0;
        }
        return new ScanProgress(rowCount, finishedSplitCount, splitCount);
    }

    /// What has been measured so far, by plan node.
    public Map<Integer, NodeStatistics> statistics() {
        Map<Integer, NodeStatistics> sums;
        synchronized (nested) {
            sums = new TreeMap<>(nested);
        }
        for (OperatorMetrics part : metrics) {
            NodeStatistics counted = part.snapshot();
            sums.merge(counted.node(), counted, NodeStatistics::plus);
        }
        Set<Object> seen = new HashSet<>();
        for (PipelineExecution execution : pipelines.values()) {
            Pipeline pipeline = execution.pipeline();
            for (NodePart<OperatorFactory> part : pipeline.operators()) {
                if (seen.add(part.factory())) {
                    addMemory(sums, part.node(), part.factory().peakBytes(), part.factory().spilledBytes());
                }
            }
            if (seen.add(pipeline.sink().factory())) {
                SinkFactory sink = pipeline.sink().factory();
                addMemory(sums, pipeline.sink().node(), sink.peakBytes(), sink.spilledBytes());
            }
        }
        return sums;
    }

    private void addNested(Map<Integer, NodeStatistics> statistics) {
        synchronized (nested) {
            statistics.forEach((node, counted) -> nested.merge(node, counted, NodeStatistics::then));
        }
    }

    private static void addMemory(Map<Integer, NodeStatistics> sums, int node, long peakBytes, long spilledBytes) {
        if (peakBytes > 0 || spilledBytes > 0) {
            sums.merge(node, new NodeStatistics(node, 0, 0, peakBytes, 0, spilledBytes), NodeStatistics::plus);
        }
    }

    void addMetrics(Collection<OperatorMetrics> parts) {
        metrics.addAll(parts);
    }

    /// Keeps the task from ending until [#release].
    void hold() {
        holds.incrementAndGet();
    }

    void release() {
        if (holds.decrementAndGet() == 0) {
            end();
        }
    }

    /// Closes something; what goes wrong fails the task.
    void close(@Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /// The last driver of a pipeline has ended, well or not.
    void driversEnded(PipelineExecution pipeline) {
        close(pipeline.pipeline().source().factory());
        markEnded(pipeline);
        settle(pipeline.group());
        startReady();
    }

    /// Stops the pipelines of a group that go through an operator, or all of them.
    void stop(SinkGroup group, @Nullable OperatorFactory finished) {
        boolean found = false;
        for (PipelineExecution pipeline : group.pipelines) {
            found |= pipeline.stopBefore(finished);
        }
        if (found) {
            startReady();
        }
    }

    /// The pieces of a group's finalise step are done.
    void finalized(SinkGroup group) {
        if (settings.cancellation().cancelled()) {
            return;
        }
        try {
            group.sink().completed();
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        synchronized (this) {
            group.state = SinkGroup.State.COMPLETE;
        }
        startReady();
    }

    /// Starts every pipeline that waits for nothing any more, and passes over those that were stopped before they
    /// started.
    private void startReady() {
        while (true) {
            PipelineExecution next = null;
            boolean skip = false;
            synchronized (this) {
                if (settings.cancellation().cancelled()) {
                    return;
                }
                for (PipelineExecution candidate : pipelines.values()) {
                    skip = candidate.stopped();
                    if (!candidate.started && (skip || ready(candidate.pipeline()))) {
                        candidate.started = true;
                        next = candidate;
                        break;
                    }
                }
            }
            if (next == null) {
                return;
            }
            if (skip) {
                close(next.pipeline().source().factory());
                markEnded(next);
                abandonFeeders(next.pipeline());
                settle(next.group());
            } else {
                start(next);
            }
        }
    }

    private void start(PipelineExecution next) {
        try {
            next.start(settings);
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private boolean ready(Pipeline pipeline) {
        for (int id : pipeline.waitsFor()) {
            if (group(id).state != SinkGroup.State.COMPLETE) {
                return false;
            }
        }
        for (int id : pipeline.follows()) {
            if (!execution(id).ended) {
                return false;
            }
        }
        return true;
    }

    private PipelineExecution execution(int id) {
        PipelineExecution execution = pipelines.get(id);
        if (execution == null) {
            throw new IllegalStateException("no pipeline " + id);
        }
        return execution;
    }

    private SinkGroup group(int id) {
        return execution(id).group();
    }

    private synchronized void abandonFeeders(Pipeline unneeded) {
        for (int id : unneeded.waitsFor()) {
            SinkGroup feeder = group(id);
            if (feeder.state == SinkGroup.State.OPEN && allReadersEnded(feeder)) {
                feeder.state = SinkGroup.State.ABANDONED;
                feeder.pipelines.forEach(pipeline -> pipeline.stopBefore(null));
            }
        }
    }

    private boolean allReadersEnded(SinkGroup feeder) {
        for (PipelineExecution reader : pipelines.values()) {
            for (int id : reader.pipeline().waitsFor()) {
                if (group(id) == feeder && !reader.ended) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Marks the end of a pipeline, and closes the operators that no other pipeline will use and the sinks that nobody
    /// will read any more: a join's table needs not wait for the end of the task.
    private void markEnded(PipelineExecution pipeline) {
        List<AutoCloseable> unused = new ArrayList<>();
        synchronized (this) {
            pipeline.ended = true;
            for (NodePart<OperatorFactory> part : pipeline.pipeline().operators()) {
                if (pipelines.values().stream().noneMatch(other -> !other.ended && uses(other, part.factory()))) {
                    unused.add(part.factory());
                }
            }
            for (int id : pipeline.pipeline().waitsFor()) {
                SinkGroup feeder = group(id);
                if (feeder.settled() && feeder.allEnded() && allReadersEnded(feeder)) {
                    unused.add(feeder.sink());
                }
            }
        }
        unused.forEach(this::close);
    }

    private static boolean uses(PipelineExecution pipeline, OperatorFactory factory) {
        return pipeline.pipeline().operators().stream().anyMatch(part -> part.factory() == factory);
    }

    /// Begins the finalise step of a group whose pipelines have all ended.
    private void settle(SinkGroup group) {
        synchronized (this) {
            if (settings.cancellation().cancelled() || group.state != SinkGroup.State.OPEN || !group.allEnded()) {
                return;
            }
            group.state = SinkGroup.State.FINALIZING;
        }
        try {
            int pieces = group.sink().finalizeTaskCount();
            if (pieces == 0) {
                finalized(group);
            } else {
                startFinalize(group, pieces);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void startFinalize(SinkGroup group, int pieces) {
        int activities = Math.min(pieces, settings.parallelism());
        FinalizeActivity.Work work = new FinalizeActivity.Work(
                group, pieces, new AtomicInteger(), new AtomicInteger(activities));
        for (int i = 0; i < activities; i++) {
            hold();
        }
        for (int i = 0; i < activities; i++) {
            FinalizeActivity activity = new FinalizeActivity(this, work, settings.context(i));
            int pipeline = group.pipelines.getFirst().pipeline().id();
            try {
                settings.scheduler()
                        .start(settings.name() + " finalize " + pipeline + " part " + i, settings.group(), activity);
            } catch (RuntimeException refused) {
                fail(refused);
                activity.end();
            }
        }
    }

    private void end() {
        if (!settings.cancellation().cancelled() && groups.values().stream().anyMatch(group -> !group.settled())) {
            fail(new SheafException(ErrorCode.INTERNAL_ERROR, "pipelines wait for each other"));
        }
        Set<SinkFactory> sinks = new HashSet<>();
        for (PipelineExecution execution : pipelines.values()) {
            Pipeline pipeline = execution.pipeline();
            close(pipeline.source().factory());
            pipeline.operators().forEach(part -> close(part.factory()));
            if (sinks.add(pipeline.sink().factory())) {
                close(pipeline.sink().factory());
            }
        }
        if (outer != null) {
            outer.addNested(statistics());
        }
        whenEnded.accept(settings.cancellation().reason());
    }
}
