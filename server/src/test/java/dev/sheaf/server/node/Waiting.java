// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what other processes do, up to a deadline.
final class Waiting {
    private static final long LOOK_NANOS = 2_000_000;

    private Waiting() {}

    /// @param what is said when it doesn't come to be
    static void until(BooleanSupplier condition, long secondsMax, Supplier<String> what) {
        long deadline = System.nanoTime() + secondsMax * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("after " + secondsMax + " s: " + what.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
