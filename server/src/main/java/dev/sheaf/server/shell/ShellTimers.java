// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import java.time.Duration;

/// The shell's only door to time: it reads the clock and is called back from it.
public interface ShellTimers {
    /// Runs `task` after `delay`, and then again after each `period`, on a thread of the timers' own, until it is
    /// stopped. A task is short and throws nothing.
    Timer every(Duration delay, Duration period, Runnable task);

    /// Nanoseconds since a point of its own choice.
    long nanoTime();

    /// A timer that runs.
    interface Timer {
        /// No call begins after this returns. May be called twice.
        void stop();
    }
}
