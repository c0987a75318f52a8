// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.worker;

import dev.sheaf.cluster.protocol.ClusterMessage;
import dev.sheaf.cluster.protocol.ClusterMessage.CancelQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ProgressReport;
import dev.sheaf.cluster.protocol.ClusterMessage.QueryReleased;
import dev.sheaf.cluster.protocol.ClusterMessage.ReleaseQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ReportProgress;
import dev.sheaf.cluster.protocol.ClusterMessage.StartTask;
import dev.sheaf.cluster.protocol.ClusterMessage.TaskEnded;
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
import java.util.Map;
import java.util.Optional;
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
    private volatile boolean closed;

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

    private void receive(Mailbox.Letter letter) {
        if (!(letter.message() instanceof ClusterMessage message)) {
            throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION, "a worker got " + letter.message().getClass().getSimpleName());
        }
        switch (message) {
            case StartTask start -> start(start.task(), letter.from());
            case CancelQuery cancel -> cancel(cancel);
            case ReleaseQuery release -> release(release.query(), letter.from());
            case ReportProgress report -> reportProgress(report.query(), letter.from());
            case TaskEnded _, QueryReleased _, ProgressReport _ -> throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION, "a worker got " + message.getClass().getSimpleName());
        }
    }

    private void start(TaskDescriptor task, String coordinator) {
        long number = task.statement().query();
        WorkerQuery query = queries.get(number);
        if (query == null) {
            query = new WorkerQuery(memory.child("query " + number + " on " + name));
            queries.put(number, query);
        }
        TaskId id = task.id();
        SheafException cancelled = query.cancelReason();
        if (cancelled != null) {
            report(coordinator, id, cancelled, TaskStatistics.NONE);
            return;
        }
        try {
            query.started(executor.start(task, query.memory(), new TaskListener() {
                @Override
                public void finished(TaskStatistics statistics) {
                    report(coordinator, id, null, statistics);
                }

                @Override
                public void failed(SheafException error, TaskStatistics statistics) {
                    report(coordinator, id, error, statistics);
                }
            }));
        } catch (RuntimeException | Error failure) {
            // Errors too: they end this task, not the worker, which other queries need.
            report(coordinator, id, SheafException.wrap(failure), TaskStatistics.NONE);
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
        exchanges.release(number);
        WorkerQuery query = queries.remove(number);
        long leakedBytes = query == null ? 0 : query.close();
        control.send(name, coordinator, new QueryReleased(number, leakedBytes));
    }
}
