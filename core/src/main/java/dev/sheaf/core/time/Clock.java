// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.time;

/// The only door to time. Production reads the machine's clocks, a simulation steps a virtual one.
public interface Clock {
    /// A monotonic time for deadlines and durations; only differences mean something.
    long nanoTime();

    /// Microseconds since 1970-01-01 00:00:00 UTC, for CURRENT_TIMESTAMP and logs.
    long epochMicros();
}
