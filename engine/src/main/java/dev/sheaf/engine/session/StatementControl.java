// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.task.ScanProgress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets another thread end one statement, whatever it is doing: being planned, running, or handing over rows. One per
/// execution. Safe for use by many threads.
public final class StatementControl {
    private final CancellationToken token = new CancellationToken();
    private final CancellationScope scope = new CancellationScope(token);
    private @Nullable RowStream running;

    /// Ends the statement with that error. The first reason counts; does nothing when it has ended.
    public void cancel(SheafException because) {
        token.cancel(because);
        RowStream stream = running();
        if (stream != null) {
            endWithReason(stream);
        }
    }

    /// How far the query of the statement had come when this was last asked.
    public ScanProgress progress() {
        RowStream stream = running();
        return stream == null ? ScanProgress.NONE : stream.progress();
    }

    /// @throws SheafException the reason, when cancelled
    public void check() {
        token.check();
    }

    /// Does a part of the statement's work on the calling thread so that cancelling ends it.
    <T> T call(Supplier<T> work) {
        return scope.call(work);
    }

    /// From now on cancelling ends this stream.
    void attach(RowStream stream) {
        synchronized (this) {
            running = stream;
        }
        endWithReason(stream);
    }

    /// Cancels, and closes the rows that nobody has closed.
    void close(SheafException because) {
        cancel(because);
        RowStream stream = running();
        if (stream != null) {
            stream.close();
        }
    }

    private synchronized @Nullable RowStream running() {
        return running;
    }

    private void endWithReason(RowStream stream) {
        SheafException reason = token.reason();
        if (reason != null) {
            stream.cancel(reason);
        }
    }
}
