// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.error.SheafException;
import org.jspecify.annotations.Nullable;

/// Lets another thread end one statement, whatever it is doing: being planned, running, or handing over rows. One per
/// execution. Safe for use by many threads.
public final class StatementControl {
    private @Nullable SheafException reason;
    private @Nullable RowStream running;

    /// Ends the statement with that error. The first reason counts; does nothing when it has ended.
    public void cancel(SheafException because) {
        RowStream stream;
        synchronized (this) {
            if (reason == null) {
                reason = because;
            }
            stream = running;
        }
        if (stream != null) {
            stream.cancel(because);
        }
    }

    /// @throws SheafException the reason, when cancelled
    public synchronized void check() {
        if (reason != null) {
            throw reason;
        }
    }

    /// From now on cancelling ends this stream.
    void attach(RowStream stream) {
        SheafException early;
        synchronized (this) {
            running = stream;
            early = reason;
        }
        if (early != null) {
            stream.cancel(early);
        }
    }
}
