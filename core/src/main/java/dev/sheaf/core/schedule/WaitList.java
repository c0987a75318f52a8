// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.schedule;

import java.util.ArrayList;
import java.util.List;

/// Activities that wait for a change of some state. The pattern that loses no wake-up: add the waker, look at the state
/// again, and only then say blocked; whoever changes the state wakes afterwards. Safe for use by many threads.
public final class WaitList {
    private List<Waker> waiting = new ArrayList<>();

    /// Adds one to be woken once, by the next [#wakeAll].
    public synchronized void add(Waker waker) {
        if (!waiting.contains(waker)) {
            waiting.add(waker);
        }
    }

    /// Wakes and forgets all.
    public void wakeAll() {
        List<Waker> woken;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            woken = waiting;
            waiting = new ArrayList<>();
        }
        woken.forEach(Waker::wake);
    }
}
