// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.direct;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/// A channel inside a process: batches go from hand to hand by reference. The queue itself has no bound; the credit
/// bounds the bytes in it, and at least one batch always fits.
final class DirectChannel {
    private static final int QUEUE_CHUNK = 16;

    private final MessagePassingQueue<Batch> queue = new MpscUnboundedVarHandleArrayQueue<>(QUEUE_CHUNK);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final WaitList producers = new WaitList();
    private final WaitList consumers = new WaitList();
    private final Object polling = new Object();
    private volatile boolean finished;
    private volatile @Nullable SheafException failure;
    private volatile boolean notNeeded;
    private volatile @Nullable NeededRows neededRows;

    /// The producer's view under a credit.
    BatchSender sender(long creditBytes) {
        return new Sender(creditBytes);
    }

    /// The consumer's view; what it takes is charged to `memory`.
    BatchReceiver receiver(MemoryContext memory) {
        return new Receiver(memory);
    }

    /// Breaks the channel and releases what is in it.
    void release() {
        if (failure == null) {
            failure = new SheafException(ErrorCode.QUERY_CANCELLED, "the query has been released");
        }
        notNeeded = true;
        drain();
        producers.wakeAll();
        consumers.wakeAll();
    }

    private void drain() {
        synchronized (polling) {
            Batch batch;
            while ((batch = queue.relaxedPoll()) != null) {
                queuedBytes.addAndGet(-batch.byteSize());
                batch.release();
            }
        }
    }

    private final class Sender implements BatchSender {
        private final long creditBytes;

        Sender(long creditBytes) {
            this.creditBytes = creditBytes;
        }

        @Override
        public Offer offer(Batch batch) {
            if (notNeeded) {
                return Offer.NOT_NEEDED;
            }
            long bytes = batch.byteSize();
            long queued;
            do {
                queued = queuedBytes.get();
                if (queued > 0 && queued + bytes > creditBytes) {
                    return Offer.NO_ROOM;
                }
            } while (!queuedBytes.compareAndSet(queued, queued + bytes));
            queue.relaxedOffer(batch);
            if (notNeeded) {
                // The consumer may have closed between the look and the offer, and would not see this batch.
                drain();
            } else {
                consumers.wakeAll();
            }
            return Offer.ACCEPTED;
        }

        @Override
        public void finish() {
            finished = true;
            consumers.wakeAll();
        }

        @Override
        public void fail(SheafException error) {
            if (failure == null) {
                failure = error;
            }
            consumers.wakeAll();
        }

        @Override
        public @Nullable NeededRows neededRows() {
            // What nobody takes need not be waited for.
            return notNeeded ? NeededRows.ALL : neededRows;
        }

        @Override
        public void waitForNeededRows(Waker waker) {
            producers.add(waker);
            if (neededRows() != null) {
                producers.wakeAll();
            }
        }

        @Override
        public void waitForRoom(Waker waker) {
            producers.add(waker);
            if (notNeeded || queuedBytes.get() == 0) {
                producers.wakeAll();
            }
        }
    }

    private final class Receiver implements BatchReceiver {
        private final MemoryContext memory;

        Receiver(MemoryContext memory) {
            this.memory = memory;
        }

        @Override
        public @Nullable Batch poll() {
            SheafException broken = failure;
            if (broken != null) {
                throw broken;
            }
            Batch batch;
            synchronized (polling) {
                batch = queue.relaxedPoll();
            }
            if (batch == null) {
                return null;
            }
            queuedBytes.addAndGet(-batch.byteSize());
            producers.wakeAll();
            return batch.transferTo(memory);
        }

        @Override
        public void narrow(NeededRows needed) {
            neededRows = needed;
            producers.wakeAll();
        }

        @Override
        public boolean finished() {
            return finished && failure == null && queue.isEmpty();
        }

        @Override
        public void close() {
            notNeeded = true;
            drain();
            producers.wakeAll();
        }

        @Override
        public void waitForBatch(Waker waker) {
            consumers.add(waker);
            if (finished || failure != null || !queue.isEmpty()) {
                consumers.wakeAll();
            }
        }
    }
}
