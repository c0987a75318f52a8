// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.schedule;

import dev.sheaf.core.error.SheafException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Tells the work of a task that it is no longer wanted, and why. Work looks at it at least once per chunk. Safe for
/// use by many threads.
public final class CancellationToken {
    private final AtomicReference<@Nullable SheafException> reason = new AtomicReference<>();
    private final WaitList waiting = new WaitList();

    /// Cancels; only the first reason counts.
    ///
    /// @return whether this call was the first
    public boolean cancel(SheafException because) {
        boolean first = reason.compareAndSet(null, because);
        if (first) {
            waiting.wakeAll();
        }
        return first;
    }

    public boolean cancelled() {
        return reason.get() != null;
    }

    /// Why, or null while not cancelled.
    public @Nullable SheafException reason() {
        return reason.get();
    }

    /// @throws SheafException the reason, when cancelled
    public void check() {
        SheafException because = reason.get();
        if (because != null) {
            throw because;
        }
    }

    /// Has a blocked activity woken on cancellation.
    public void addWaiter(Waker waker) {
        waiting.add(waker);
        if (cancelled()) {
            waker.wake();
        }
    }
}
