// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.schedule;

/// Runs all work of an engine. Production gives it threads; a simulation runs it in one thread, in an order drawn from
/// a seed, on virtual time. No other code of Sheaf starts a thread or waits in one.
public interface Scheduler {
    /// Begins to run an activity: steps of it follow each other, on any thread but never on two at once, and a step
    /// sees what the one before it wrote.
    ///
    /// @param name tells what it is, for traces
    /// @param group activities of one group (a query on a worker) share the threads fairly with other groups
    /// @return wakes the activity when it has said that it is blocked
    Waker start(String name, Object group, Activity activity);

    /// Runs something short once, not before the clock shows that time.
    ///
    /// @param deadlineNanos on the scale of [dev.sheaf.core.time.Clock#nanoTime]
    Timer at(long deadlineNanos, Runnable action);

    /// How many activities can run at once.
    int parallelism();

    /// Something that will run later.
    interface Timer {
        /// Keeps it from running, unless it already does.
        void cancel();
    }
}
