// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.exchange;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Waker;
import org.jspecify.annotations.Nullable;

/// The consumer's end of a channel. For one thread at a time. Nothing here blocks.
public interface BatchReceiver {
    /// The next batch, which the caller owns, or null when none is there right now. Taking one gives credit back to the
    /// producer.
    ///
    /// @throws SheafException when the producer failed or the channel broke: what was taken before is not the whole
    @Nullable Batch poll();

    /// Whether the producer has finished and every batch was taken.
    boolean finished();

    /// Tells the producer which rows are needed, once, before the first [#poll]. A hint that a network may keep to
    /// itself, so any row may come nevertheless.
    default void narrow(NeededRows needed) {}

    /// Says that no more is needed, releases what waits, and lets the producer know. May be called twice.
    void close();

    /// Wakes once when there may be a batch, the end or an error.
    void waitForBatch(Waker waker);
}
