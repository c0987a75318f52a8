// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskHandle;
import dev.sheaf.core.task.TaskInput;
import dev.sheaf.core.task.TaskListener;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.task.TaskStatistics;
import dev.sheaf.exec.spill.SpillSettings;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.testkit.data.RowSet;
import dev.sheaf.testkit.disk.MemoryDisk;
import dev.sheaf.testkit.exchange.FakeExchangeNetwork;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.testkit.storage.FakeConnector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Tasks of one query, and a client that reads the result, stepped in one thread. [#close] checks that nothing is left.
public final class TaskHarness implements AutoCloseable {
    static final long STEPS_MAX = 2_000_000;

    private static final String NODE = "node";

    final SteppedScheduler scheduler;
    final FakeExchangeNetwork network = new FakeExchangeNetwork();
    public final FakeConnector connector;
    final List<List<Object>> result = new ArrayList<>();
    final List<TaskHandle> tasks = new ArrayList<>();
    final List<SheafException> errors = new ArrayList<>();
    final List<TaskStatistics> statistics = new ArrayList<>();

    private final EngineMemory engine = new EngineMemory(1L << 30);
    private final MemoryContext memory;
    private final TaskSettings settings;
    private int endedTasks;
    private boolean clientDone;
    private SheafException clientError;
    private int clientRowsMax = Integer.MAX_VALUE;

    public TaskHarness(long seed, TaskSettings settings) {
        this(seed, settings, Long.MAX_VALUE);
    }

    /// @param memoryBytes what the query may take
    TaskHarness(long seed, TaskSettings settings, long memoryBytes) {
        this.memory = engine.context().child("query", memoryBytes);
        this.settings = settings;
        this.scheduler = new SteppedScheduler(seed, settings.threads());
        this.connector = new FakeConnector(scheduler, scheduler.clock(), seed);
    }

    /// Threads and sizes as a seed would have them.
    static TaskHarness ofSeed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = {1, 7, 1024};
        return new TaskHarness(
                seed, settings(1 + random.nextInt(3), sizes[random.nextInt(3)], sizes[random.nextInt(3)]));
    }

    public static TaskSettings settings(int threads, int chunkRows, int batchRows) {
        return new TaskSettings(threads, chunkRows, batchRows, 1 << 16, 1, 3);
    }

    /// Has the client close the channel after so many rows.
    TaskHarness clientTakes(int rows) {
        clientRowsMax = rows;
        return this;
    }

    /// The root task: its rows are the result.
    public TaskHarness startRoot(
            PlanNode root, Map<Integer, List<Split>> splits, Map<Integer, Integer> producers) {
        return startRoot(root, splits, producers, Long.MAX_VALUE);
    }

    TaskHarness startRoot(
            PlanNode root, Map<Integer, List<Split>> splits, Map<Integer, Integer> producers, long timeoutNanos) {
        TaskOutput output = new TaskOutput(TaskOutput.RESULT, new Partitioning.Gather(), List.of(NODE));
        start(0, 0, 1, root, splits, producers, List.of(output), timeoutNanos);
        BatchReceiver receiver =
                network.receiver(new ChannelId(1, TaskOutput.RESULT, 0, 0, 0), NODE, root.schema(), memory);
        scheduler.start("client", "client", waker -> read(receiver, waker));
        return this;
    }

    /// One task of another fragment.
    TaskHarness start(
            int fragment,
            int task,
            int taskCount,
            PlanNode root,
            Map<Integer, List<Split>> splits,
            Map<Integer, Integer> producers,
            List<TaskOutput> outputs,
            long timeoutNanos) {
        TaskEnvironment environment = new TaskEnvironment(
                scheduler,
                scheduler.clock(),
                network,
                Map.of(FakeConnector.NAME, connector),
                settings,
                new SpillStore(new MemoryDisk(), () -> "temp", SpillSettings.DEFAULT, () -> 1));
        List<TaskInput> inputs = new ArrayList<>();
        producers.forEach((exchange, count) -> inputs.add(new TaskInput(exchange, nodes(count))));
        TaskDescriptor descriptor = new TaskDescriptor(
                new StatementContext(1, new Principal("tester"), "UTC", 0, 1),
                fragment,
                task,
                taskCount,
                0,
                root,
                splits,
                inputs,
                outputs,
                timeoutNanos);
        tasks.add(new PipelinedTaskExecutor(environment).start(descriptor, memory, new Listener()));
        return this;
    }

    TaskHarness start(
            int fragment,
            int task,
            int taskCount,
            PlanNode root,
            Map<Integer, List<Split>> splits,
            Map<Integer, Integer> producers,
            TaskOutput output,
            long timeoutNanos) {
        return start(fragment, task, taskCount, root, splits, producers, List.of(output), timeoutNanos);
    }

    static List<String> nodes(int count) {
        return Collections.nCopies(count, NODE);
    }

    /// Steps until the client has everything and all tasks have ended.
    public List<List<Object>> run() {
        scheduler.runUntil(this::ended, STEPS_MAX);
        if (clientError != null) {
            throw clientError;
        }
        return result;
    }

    /// Steps until everything has ended, well or not.
    public void finish() {
        scheduler.runUntil(this::ended, STEPS_MAX);
    }

    boolean ended() {
        return clientDone && endedTasks == tasks.size();
    }

    private Activity.Outcome read(BatchReceiver receiver, Waker waker) {
        try {
            Batch batch = receiver.poll();
            if (batch == null && !receiver.finished()) {
                receiver.waitForBatch(waker);
                batch = receiver.poll();
                if (batch == null && !receiver.finished()) {
                    return Activity.Outcome.BLOCKED;
                }
            }
            if (batch != null) {
                RowSet.read(batch, result);
                batch.release();
                if (result.size() < clientRowsMax) {
                    return Activity.Outcome.AGAIN;
                }
            }
        } catch (SheafException error) {
            clientError = error;
        }
        receiver.close();
        clientDone = true;
        return Activity.Outcome.DONE;
    }

    @Override
    public void close() {
        assertEquals(0, connector.openCount(), "sources or writers left open");
        network.release(1);
        memory.close();
        engine.close();
    }

    /// Counts ends.
    private final class Listener implements TaskListener {
        private boolean called;

        @Override
        public void finished(TaskStatistics stats) {
            end(stats);
        }

        @Override
        public void failed(SheafException error, TaskStatistics stats) {
            errors.add(error);
            end(stats);
        }

        private void end(TaskStatistics stats) {
            if (called) {
                throw new AssertionError("the task ended twice");
            }
            called = true;
            endedTasks++;
            statistics.add(stats);
        }
    }
}
