// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.time.Clock;

/// A clock that moves when it is told to.
public final class HandClock implements Clock {
    private static final long START_EPOCH_MICROS = 1_750_000_000_000_000L;

    private long nanos = 1_000_000_000L;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMicros() {
        return START_EPOCH_MICROS + nanos / 1_000;
    }

    public void advance(long byNanos) {
        nanos += byNanos;
    }
}
