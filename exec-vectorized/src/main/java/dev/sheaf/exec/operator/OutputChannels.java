// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.BatchSender.Offer;
import dev.sheaf.core.schedule.Waker;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// The channels from a task to its consumers, shared by its drivers: knows who still needs rows, and ends each channel
/// exactly once. Safe for use by many threads.
final class OutputChannels {
    private final BatchSender[] senders;
    private final AtomicIntegerArray unneeded;
    private final AtomicInteger needed;
    private final AtomicBoolean ended = new AtomicBoolean();

    /// @param senders one per consumer task, in order
    OutputChannels(List<BatchSender> senders) {
        this.senders = senders.toArray(BatchSender[]::new);
        this.unneeded = new AtomicIntegerArray(senders.size());
        this.needed = new AtomicInteger(senders.size());
    }

    int count() {
        return senders.length;
    }

    boolean needs(int consumer) {
        return unneeded.get(consumer) == 0;
    }

    boolean anyNeeded() {
        return needed.get() > 0;
    }

    /// Offers a batch, which stays the caller's unless it is accepted.
    Offer offer(int consumer, Batch batch) {
        if (!needs(consumer)) {
            return Offer.NOT_NEEDED;
        }
        Offer offer = senders[consumer].offer(batch);
        if (offer == Offer.NOT_NEEDED && unneeded.compareAndSet(consumer, 0, 1)) {
            needed.decrementAndGet();
        }
        return offer;
    }

    void waitForRoom(int consumer, Waker waker) {
        senders[consumer].waitForRoom(waker);
    }

    /// Tells all consumers that they have everything.
    void finish() {
        if (ended.compareAndSet(false, true)) {
            for (BatchSender sender : senders) {
                sender.finish();
            }
        }
    }

    /// Tells all consumers that they don't, unless they have.
    void fail(SheafException error) {
        if (ended.compareAndSet(false, true)) {
            for (BatchSender sender : senders) {
                sender.fail(error);
            }
        }
    }
}
