// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.exchange;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Waker;
import org.jspecify.annotations.Nullable;

/// The producer's end of a channel. May be offered to by several threads of the producing task; the others calls come
/// once. Nothing here blocks.
public interface BatchSender {
    /// What became of an offered batch.
    enum Offer {
        /// The channel owns the batch now.
        ACCEPTED,
        /// There is no credit; the caller still owns the batch and may wait with [#waitForRoom].
        NO_ROOM,
        /// The consumer needs no more; the caller still owns the batch and stops producing for this channel.
        NOT_NEEDED
    }

    /// Offers a batch. Order within a channel is kept for offers that follow each other.
    ///
    /// @throws SheafException when the channel is broken (link lost)
    Offer offer(Batch batch);

    /// Says that no more batches come. Call once, after the last offer was accepted.
    void finish();

    /// Says that the producer failed, so that the consumer fails with this error instead of taking what came for the
    /// whole. May come at any time, also instead of [#finish].
    void fail(SheafException error);

    /// What the consumer has said by [BatchReceiver#narrow]; null while it may still say something. Networks that don't
    /// carry it answer at once that all rows are needed, so that nobody waits.
    default @Nullable NeededRows neededRows() {
        return NeededRows.ALL;
    }

    /// Wakes once when [#neededRows] may have an answer.
    default void waitForNeededRows(Waker waker) {
        waker.wake();
    }

    /// Wakes once when there may be room again, the consumer needs no more, or the channel breaks.
    void waitForRoom(Waker waker);
}
