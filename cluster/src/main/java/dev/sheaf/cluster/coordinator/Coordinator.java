// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.coordinator;

import dev.sheaf.cluster.placement.PlacedQuery;
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
import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The agent that has queries run: starts their tasks, ends them all when one fails or the time is up, and cleans up
/// after them. It hears of new queries and of readers that are done through its own mailbox, so that all its state
/// belongs to the stepping thread.
public final class Coordinator implements Activity {
    private static final int LETTERS_PER_STEP = 64;

    private final String name;
    private final ControlNetwork control;
    private final Mailbox mailbox;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Map<Long, QueryExecution> queries = new HashMap<>();
    private final Map<String, SheafException> lostNodes = new TreeMap<>();
    private volatile boolean closed;

    /// What the client's side of the coordinator tells its stepping side.
    private sealed interface Request extends ControlMessage {
        record Submit(QueryHandle handle, PlacedQuery query) implements Request {}

        record Cancel(long query, SheafException reason) implements Request {}

        record AskProgress(long query) implements Request {}

        record ReaderDone(long query, SheafException reason) implements Request {}

        record NodeJoined(String node) implements Request {}

        record NodeLost(String node, SheafException reason) implements Request {}
    }

    public Coordinator(String name, ControlNetwork control, Scheduler scheduler, Clock clock) {
        this.name = name;
        this.control = control;
        this.mailbox = control.open(name);
        this.scheduler = scheduler;
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    /// Has a query run. Returns at once; any thread may call it.
    ///
    /// @param query its number, never used before
    /// @param timeoutNanos after how long it is ended with STATEMENT_TIMEOUT; [Long#MAX_VALUE] for never
    public QueryHandle submit(long query, PlacedQuery placed, long timeoutNanos) {
        QueryHandle handle = new QueryHandle(query);
        control.send(name, name, new Request.Submit(handle, placed));
        if (timeoutNanos != Long.MAX_VALUE) {
            Scheduler.Timer timer = scheduler.at(clock.nanoTime() + timeoutNanos, () -> cancel(
                    query,
                    new SheafException(
                            ErrorCode.STATEMENT_TIMEOUT,
                            "the statement took longer than " + timeoutNanos / 1_000_000 + " ms")));
            cancelWhenEnded(handle, timer);
        }
        return handle;
    }

    /// Ends a query with that error, if it still runs. Any thread may call it.
    public void cancel(long query, SheafException reason) {
        control.send(name, name, new Request.Cancel(query, reason));
    }

    /// Asks the query's nodes how far it has come, unless they are being asked. [QueryHandle#progress] tells when they
    /// have answered, which is soon; it costs something only when somebody asks. Any thread may call it.
    public void askProgress(QueryHandle handle) {
        if (handle.beginAsking()) {
            control.send(name, name, new Request.AskProgress(handle.query()));
        }
    }

    /// Says that nobody reads the query's result any more: it is ended if it still runs, and released. Any thread may
    /// call it, once.
    public void readerDone(long query) {
        control.send(
                name,
                name,
                new Request.ReaderDone(
                        query, new SheafException(ErrorCode.QUERY_CANCELLED, "the result was closed")));
    }

    /// A node that was lost, or none has heard of, can be had again. Any thread may call it.
    public void nodeJoined(String node) {
        control.send(name, name, new Request.NodeJoined(node));
    }

    /// A node is gone: its queries fail with that error, and so do those that are placed on it before it joins again.
    /// Any thread may call it.
    public void nodeLost(String node, SheafException reason) {
        control.send(name, name, new Request.NodeLost(node, reason));
    }

    /// Closes the mailbox: the coordinator ends at its next step.
    public void close() {
        closed = true;
        mailbox.close();
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
            switch (letter.message()) {
                case Request request -> receive(request);
                case ClusterMessage message -> receive(message, letter.from());
                default -> throw unexpected(letter.message());
            }
        }
        return Outcome.AGAIN;
    }

    private void receive(Request request) {
        switch (request) {
            case Request.Submit submit -> {
                QueryExecution query = new QueryExecution(
                        submit.handle(), submit.query(), (node, message) -> control.send(name, node, message));
                queries.put(submit.handle().query(), query);
                query.start();
                lostNodes.forEach(query::nodeLost);
            }
            case Request.Cancel cancel -> {
                QueryExecution query = queries.get(cancel.query());
                if (query != null) {
                    query.fail(cancel.reason());
                }
            }
            case Request.AskProgress ask -> {
                QueryExecution query = queries.get(ask.query());
                if (query != null) {
                    query.askProgress();
                }
            }
            case Request.ReaderDone done -> {
                QueryExecution query = queries.get(done.query());
                if (query != null) {
                    query.readerDone(done.reason());
                    forgetIfReleased(query);
                }
            }
            case Request.NodeJoined joined -> lostNodes.remove(joined.node());
            case Request.NodeLost lost -> {
                lostNodes.put(lost.node(), lost.reason());
                for (QueryExecution query : List.copyOf(queries.values())) {
                    query.nodeLost(lost.node(), lost.reason());
                    forgetIfReleased(query);
                }
            }
        }
    }

    private void receive(ClusterMessage message, String from) {
        switch (message) {
            case TaskEnded ended -> {
                QueryExecution query = queries.get(ended.task().query());
                if (query != null) {
                    query.taskEnded(ended);
                    forgetIfReleased(query);
                }
            }
            case QueryReleased released -> {
                QueryExecution query = queries.get(released.query());
                if (query != null) {
                    query.released(released, from);
                    forgetIfReleased(query);
                }
            }
            case ProgressReport report -> {
                QueryExecution query = queries.get(report.query());
                if (query != null) {
                    query.handle().progress(from, report.progress());
                }
            }
            case StartTask _, CancelQuery _, ReleaseQuery _, ReportProgress _, AbandonQuery _, WorkerStatus _,
                    Members _ ->
                    throw unexpected(message);
        }
    }

    private void forgetIfReleased(QueryExecution query) {
        if (query.handle().state() == QueryHandle.State.RELEASED) {
            queries.remove(query.handle().query());
        }
    }

    private static SheafException unexpected(ControlMessage message) {
        return new SheafException(
                ErrorCode.PROTOCOL_VIOLATION, "the coordinator got " + message.getClass().getSimpleName());
    }

    private static void cancelWhenEnded(QueryHandle handle, Scheduler.Timer timer) {
        handle.waitForChange(new Waker() {
            @Override
            public void wake() {
                if (handle.state() == QueryHandle.State.RUNNING) {
                    handle.waitForChange(this);
                } else {
                    timer.cancel();
                }
            }
        });
    }
}
