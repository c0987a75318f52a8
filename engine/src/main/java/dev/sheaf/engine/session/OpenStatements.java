// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The statements of an engine that haven't ended, so that closing the engine ends them. Safe for use by many threads.
public final class OpenStatements {
    private static final long WAIT_MILLIS = 10;

    private final Clock clock;
    private final Map<Long, StatementControl> open = new TreeMap<>();
    private long count;
    private boolean closed;

    public OpenStatements(Clock clock) {
        this.clock = clock;
    }

    /// A statement begins.
    ///
    /// @return to be run when it has ended, and its rows are closed
    /// @throws SheafException ENGINE_CLOSED when no statement may begin any more
    synchronized Runnable begin(StatementControl statement) {
        if (closed) {
            throw closedEngine();
        }
        long number = count++;
        open.put(number, statement);
        return () -> end(number);
    }

    private synchronized void end(long number) {
        open.remove(number);
        notifyAll();
    }

    /// Ends all statements with ENGINE_CLOSED and closes their rows.
    ///
    /// @param waitNanosMax how long it waits for threads that plan or commit and are on their way out
    public void close(long waitNanosMax) {
        List<StatementControl> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(open.values());
        }
        // All are told first, so that they end beside each other.
        left.forEach(statement -> statement.cancel(closedEngine()));
        left.forEach(statement -> statement.close(closedEngine()));
        awaitNone(clock.nanoTime() + waitNanosMax);
    }

    private synchronized void awaitNone(long deadlineNanos) {
        boolean interrupted = false;
        while (!open.isEmpty() && clock.nanoTime() - deadlineNanos < 0) {
            try {
                wait(WAIT_MILLIS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static SheafException closedEngine() {
        return new SheafException(ErrorCode.ENGINE_CLOSED, "the engine was closed");
    }
}
