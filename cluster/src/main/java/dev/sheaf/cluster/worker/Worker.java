// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.worker;

import dev.sheaf.cluster.protocol.ClusterMessage;
import dev.sheaf.cluster.protocol.ClusterMessage.AbandonQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.CancelQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.Members;
import dev.sheaf.cluster.protocol.ClusterMessage.ProgressReport;
import dev.sheaf.cluster.protocol.ClusterMessage.QueryReleased;
import dev.sheaf.cluster.protocol.ClusterMessage.ReleaseQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ReportProgress;
import dev.sheaf.cluster.protocol.ClusterMessage.StartTask;
import dev.sheaf.cluster.protocol.ClusterMessage.TaskEnded;
import dev.sheaf.cluster.protocol.ClusterMessage.WorkerStatus;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskExecutor;
import dev.sheaf.core.task.TaskId;
import dev.sheaf.core.task.TaskListener;
import dev.sheaf.core.task.TaskStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The agent that runs tasks on one node: starts what the coordinator sends, ends it when told, and reports how each
/// task ended. It keeps a memory context per query until the coordinator releases the query, since batches on their way
/// are charged to it after their task has ended.
///
/// A state machine that is stepped: all state belongs to the stepping thread.
public final class Worker implements Activity {
    private static final int LETTERS_PER_STEP = 64;

    private final String name;
    private final ControlNetwork control;
    private final Mailbox mailbox;
    private final TaskExecutor executor;
    private final ExchangeNetwork exchanges;
    private final MemoryContext memory;
    private final Map<Long, WorkerQuery> queries = new HashMap<>();
    private final AtomicInteger runningTasks = new AtomicInteger();
    private volatile int queryCount;
    private volatile boolean closed;

    /// What the worker tells itself.
    private sealed interface Notice extends ControlMessage {
        /// The tasks of an abandoned query have ended.
        record Ended(long query) implements Notice {}

        record CoordinatorLost(String coordinator, SheafException reason) implements Notice {}
    }

    /// @param name the name under which the coordinator reaches it
    /// @param memory the node's memory
    public Worker(
            String name,
            ControlNetwork control,
            TaskExecutor executor,
            ExchangeNetwork exchanges,
            MemoryContext memory) {
        this.name = name;
        this.control = control;
        this.mailbox = control.open(name);
        this.executor = executor;
        this.exchanges = exchanges;
        this.memory = memory;
    }

    @Override
    public Outcome step(Waker waker) {
        for (int i = 0; i < LETTERS_PER_STEP; i++) {
            Mailbox.Letter letter = mailbox.poll();
            if (letter == null) {
                if (closed) {
                    return Outcome.DONE;
                }
                mailbox.waitForLetter(waker);
                return Outcome.BLOCKED;
            }
            receive(letter);
        }
        return Outcome.AGAIN;
    }

    /// Closes the mailbox: the worker ends at its next step. Its queries must have been released.
    public void close() {
        closed = true;
        mailbox.close();
    }

    /// How many tasks run here, of all coordinators. Any thread may call it.
    public int runningTasks() {
        return runningTasks.get();
    }

    /// Of how many queries there is anything here. Any thread may call it.
    public int queryCount() {
        return queryCount;
    }

    /// A coordinator is gone for good: what it wanted done here ends, and is forgotten. Any thread may call it.
    public void coordinatorLost(String coordinator, SheafException reason) {
        control.send(name, name, new Notice.CoordinatorLost(coordinator, reason));
    }

    private void receive(Mailbox.Letter letter) {
        switch (letter.message()) {
            case Notice notice -> receive(notice);
            case ClusterMessage message -> receive(message, letter.from());
            default -> throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION, "a worker got " + letter.message().getClass().getSimpleName());
        }
        queryCount = queries.size();
    }

    private void receive(Notice notice) {
        switch (notice) {
            case Notice.Ended ended -> forget(ended.query());
            case Notice.CoordinatorLost lost -> List.copyOf(queries.entrySet()).forEach(query -> {
                if (query.getValue().coordinator().equals(lost.coordinator())) {
                    abandon(query.getKey(), query.getValue(), lost.reason());
                }
            });
        }
    }

    private void receive(ClusterMessage message, String from) {
        switch (message) {
            case StartTask start -> start(start.task(), from);
            case CancelQuery cancel -> cancel(cancel);
            case ReleaseQuery release -> release(release.query(), from);
            case AbandonQuery abandon -> {
                WorkerQuery query = queries.get(abandon.query());
                if (query != null) {
                    abandon(abandon.query(), query, abandon.reason());
                }
            }
            case ReportProgress report -> reportProgress(report.query(), from);
            case TaskEnded _, QueryReleased _, ProgressReport _, WorkerStatus _, Members _ -> throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION, "a worker got " + message.getClass().getSimpleName());
        }
    }

    private void start(TaskDescriptor task, String coordinator) {
        long number = task.statement().query();
        WorkerQuery query = queries.get(number);
        if (query == null) {
            query = new WorkerQuery(memory.child("query " + number + " on " + name), coordinator);
            queries.put(number, query);
        }
        TaskId id = task.id();
        SheafException cancelled = query.cancelReason();
        if (cancelled != null) {
            report(coordinator, id, cancelled, TaskStatistics.NONE);
            return;
        }
        WorkerQuery startedQuery = query;
        query.starting();
        runningTasks.incrementAndGet();
        try {
            query.started(executor.start(task, query.memory(), new TaskListener() {
                @Override
                public void finished(TaskStatistics statistics) {
                    ended(startedQuery, coordinator, id, null, statistics);
                }

                @Override
                public void failed(SheafException error, TaskStatistics statistics) {
                    ended(startedQuery, coordinator, id, error, statistics);
                }
            }));
        } catch (RuntimeException | Error failure) {
            // Errors too: they end this task, not the worker, which other queries need.
            ended(query, coordinator, id, SheafException.wrap(failure), TaskStatistics.NONE);
        }
    }

    private void ended(
            WorkerQuery query,
            String coordinator,
            TaskId task,
            @Nullable SheafException error,
            TaskStatistics statistics) {
        runningTasks.decrementAndGet();
        report(coordinator, task, error, statistics);
        if (query.ended()) {
            control.send(name, name, new Notice.Ended(task.query()));
        }
    }

    /// Ends a query that no coordinator will release.
    private void abandon(long number, WorkerQuery query, SheafException reason) {
        if (query.abandon(reason)) {
            forget(number);
        }
    }

    private void report(
            String coordinator, TaskId task, @Nullable SheafException error, TaskStatistics statistics) {
        control.send(name, coordinator, new TaskEnded(task, Optional.ofNullable(error), statistics));
    }

    private void reportProgress(long number, String coordinator) {
        WorkerQuery query = queries.get(number);
        if (query != null) {
            control.send(name, coordinator, new ProgressReport(number, query.progress()));
        }
    }

    private void cancel(CancelQuery cancel) {
        WorkerQuery query = queries.get(cancel.query());
        if (query == null) {
            // The start may still be on its way behind this message only after a reconnect, where the link is a new
            // one.
            return;
        }
        query.cancel(cancel.reason());
    }

    private void release(long number, String coordinator) {
        control.send(name, coordinator, new QueryReleased(number, forget(number)));
    }

    /// @return how many bytes somebody forgot to release
    private long forget(long number) {
        exchanges.release(number);
        WorkerQuery query = queries.remove(number);
        return query == null ? 0 : query.close();
    }
}
