// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.query;

import dev.sheaf.cluster.coordinator.QueryHandle;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.runtime.CallerRuns;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rows of a query for a thread that may wait: the caller's own. All waiting at the API happens here. Waiting for
/// rows ends with the statement's deadline, which the coordinator keeps; waiting for the end of a closed query has a
/// limit of its own.
public final class BlockingResult implements AutoCloseable {
    private static final long CLOSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final QueryResult result;
    private final Clock clock;
    private final CallerRuns.@Nullable Turns turns;
    private boolean closing;
    private volatile boolean released;

    /// @param turns lets callers do the query's work; null where only its own threads may
    public BlockingResult(QueryResult result, Clock clock, CallerRuns.@Nullable Turns turns) {
        this.result = result;
        this.clock = clock;
        this.turns = turns;
    }

    public Schema schema() {
        return result.schema();
    }

    public QueryHandle handle() {
        return result.handle();
    }

    /// The next rows, which the caller owns; null when there are no more.
    ///
    /// @throws SheafException why the query failed; QUERY_CANCELLED when the calling thread was interrupted
    public @Nullable Batch next() {
        while (true) {
            // Not while another thread closes the result.
            synchronized (this) {
                Batch batch = result.poll();
                if (batch != null) {
                    return batch;
                }
                if (closing) {
                    throw new SheafException(ErrorCode.QUERY_CANCELLED, "the result was closed");
                }
                if (result.finished()) {
                    return null;
                }
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                SheafException interrupted =
                        new SheafException(ErrorCode.QUERY_CANCELLED, "the calling thread was interrupted");
                result.cancel(interrupted);
                throw interrupted;
            }
            park(result::waitForChange, Long.MAX_VALUE, () -> false);
        }
    }

    /// How far the query had come at the last call, and asks again. Any thread may call it.
    public ScanProgress progress() {
        return result.progress();
    }

    /// Ends the query if it still runs. Any thread may call it.
    public void cancel(SheafException reason) {
        result.cancel(reason);
    }

    /// Ends the query if it still runs, and returns when nothing of it is left: no task, no memory. Any thread may call
    /// it, also while another one waits for rows; that one fails with QUERY_CANCELLED.
    ///
    /// @throws SheafException INTERNAL_ERROR when the query left memory behind or didn't end in time
    @Override
    public void close() {
        if (released) {
            return;
        }
        QueryHandle handle = result.handle();
        if (turns == null) {
            end();
        } else {
            turns.run(this::end, () -> handle.state() == QueryHandle.State.RELEASED);
        }
        long deadlineNanos = clock.nanoTime() + CLOSE_NANOS_MAX;
        boolean interrupted = false;
        while (handle.state() != QueryHandle.State.RELEASED) {
            if (clock.nanoTime() - deadlineNanos > 0) {
                throw new SheafException(
                        ErrorCode.INTERNAL_ERROR, "query " + handle.query() + " did not end after it was closed");
            }
            interrupted |= Thread.interrupted();
            park(handle::waitForChange, deadlineNanos, () -> handle.state() == QueryHandle.State.RELEASED);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        released = true;
        if (handle.leakedBytes() != 0) {
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR,
                    "query " + handle.query() + " left " + handle.leakedBytes() + " bytes of memory behind");
        }
    }

    private synchronized void end() {
        closing = true;
        result.close();
    }

    private void park(Consumer<Waker> waitForWake, long deadlineNanos, BooleanSupplier done) {
        Thread caller = Thread.currentThread();
        waitForWake.accept(() -> LockSupport.unpark(caller));
        if (done.getAsBoolean()) {
            return;
        }
        if (deadlineNanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, Math.max(1, deadlineNanos - clock.nanoTime()));
        }
    }
}
