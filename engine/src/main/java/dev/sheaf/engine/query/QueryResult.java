// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.query;

import dev.sheaf.cluster.coordinator.Coordinator;
import dev.sheaf.cluster.coordinator.QueryHandle;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.type.Schema;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The rows of a running query as they come, without waiting: what the simulator steps, and what [BlockingResult] waits
/// on. For one thread at a time.
public final class QueryResult {
    private final Coordinator coordinator;
    private final QueryHandle handle;
    private final BatchReceiver receiver;
    private final Schema schema;
    private final UnaryOperator<SheafException> explanation;
    private boolean closed;

    /// @param explanation adds to a failure what only the plan tells
    QueryResult(
            Coordinator coordinator,
            QueryHandle handle,
            BatchReceiver receiver,
            Schema schema,
            UnaryOperator<SheafException> explanation) {
        this.coordinator = coordinator;
        this.handle = handle;
        this.receiver = receiver;
        this.schema = schema;
        this.explanation = explanation;
    }

    public Schema schema() {
        return schema;
    }

    public QueryHandle handle() {
        return handle;
    }

    /// The next rows, which the caller owns, or null when there are none right now or no more at all.
    ///
    /// @throws SheafException why the query failed
    public @Nullable Batch poll() {
        failIfFailed();
        try {
            return receiver.poll();
        } catch (SheafException broken) {
            // The channel breaks with the error of whoever noticed it; the query's own is where it began.
            failIfFailed();
            throw explanation.apply(broken);
        }
    }

    /// Whether all rows were taken and the query has ended well.
    ///
    /// @throws SheafException why the query failed
    public boolean finished() {
        failIfFailed();
        return receiver.finished() && handle.state() != QueryHandle.State.RUNNING;
    }

    /// Wakes once when calling again may give something else.
    public void waitForChange(Waker waker) {
        boolean received = receiver.finished();
        handle.waitForChange(waker);
        if (!received) {
            receiver.waitForBatch(waker);
        }
        // What changed before the waker was in place wakes nobody. An end of rows alone changes nothing more.
        if (handle.error() != null || received && handle.state() != QueryHandle.State.RUNNING) {
            waker.wake();
        }
    }

    /// How far the query had come at the last call, and asks again. Any thread may call it.
    public ScanProgress progress() {
        coordinator.askProgress(handle);
        return handle.progress();
    }

    /// Ends the query if it still runs.
    public void cancel(SheafException reason) {
        coordinator.cancel(handle.query(), reason);
    }

    /// Takes no more rows: the query ends if it still runs, and is forgotten everywhere soon after. May be called
    /// twice.
    public void close() {
        if (!closed) {
            closed = true;
            receiver.close();
            coordinator.readerDone(handle.query());
        }
    }

    private void failIfFailed() {
        SheafException error = handle.error();
        if (error != null) {
            throw explanation.apply(error);
        }
    }
}
