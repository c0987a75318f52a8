// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import java.util.concurrent.atomic.AtomicLong;

/// Numbers the streams that this node opens, upwards over all its lives, so that an old stream is never taken for a
/// newer one. Safe for use by many threads.
final class StreamNumbers {
    private final AtomicLong last;

    /// @param incarnation grows from one life of the node to the next by more than it opens streams
    StreamNumbers(long incarnation) {
        last = new AtomicLong(incarnation);
    }

    long next() {
        return last.incrementAndGet();
    }
}
