// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.EncodedBatch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The producer's end of a framed channel. Accepted batches wait here, charged to the producer, until the link has
/// copied them into the transport; they count against the credit until the consumer has taken them.
///
/// It lives until its query is released, longer than its task: when the link is lost before the consumer has said that
/// it has everything, the consumer must hear of it on the next link, however late it opens its end.
final class OutgoingChannel implements BatchSender, FrameSource {
    private final ChannelId id;
    private final PeerLink link;
    private final long creditBytes;
    private final WaitList producers = new WaitList();
    private final ArrayDeque<OutgoingBatch> waiting = new ArrayDeque<>();
    private long underWayBytes;
    private boolean queued;
    private boolean finishing;
    private boolean endSent;
    private boolean notNeeded;
    private @Nullable SheafException failure;

    OutgoingChannel(ChannelId id, PeerLink link, long creditBytes) {
        this.id = id;
        this.link = link;
        this.creditBytes = creditBytes;
    }

    PeerLink link() {
        return link;
    }

    @Override
    public Offer offer(Batch batch) {
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            if (notNeeded) {
                return Offer.NOT_NEEDED;
            }
            if (finishing) {
                throw new IllegalStateException("offer after the end of " + id);
            }
            if (underWayBytes > 0 && underWayBytes >= creditBytes) {
                return Offer.NO_ROOM;
            }
            EncodedBatch encoded = EncodedBatch.of(batch);
            if (underWayBytes > 0 && underWayBytes + encoded.byteSize() > creditBytes) {
                return Offer.NO_ROOM;
            }
            underWayBytes += encoded.byteSize();
            waiting.addLast(new OutgoingBatch(batch, encoded));
            if (queued) {
                return Offer.ACCEPTED;
            }
            queued = true;
        }
        link.enqueue(this);
        return Offer.ACCEPTED;
    }

    @Override
    public void finish() {
        synchronized (this) {
            finishing = true;
        }
        enqueue();
    }

    @Override
    public void fail(SheafException error) {
        fail(error, false);
    }

    /// The link was lost: what the consumer has is not the whole, unless it has said that it is.
    void linkLost(SheafException error) {
        fail(error, true);
    }

    private void fail(SheafException error, boolean again) {
        synchronized (this) {
            if (notNeeded) {
                return;
            }
            if (failure == null) {
                failure = error;
                endSent = false;
                drop();
            } else if (again) {
                endSent = false;
            }
        }
        enqueue();
        producers.wakeAll();
    }

    @Override
    public void waitForRoom(Waker waker) {
        producers.add(waker);
        boolean wake;
        synchronized (this) {
            wake = notNeeded || failure != null || underWayBytes == 0;
        }
        if (wake) {
            producers.wakeAll();
        }
    }

    @Override
    public synchronized boolean hasFrame() {
        queued = !notNeeded && !endSent && (failure != null || finishing || !waiting.isEmpty());
        return queued;
    }

    @Override
    public synchronized Sent send(FrameWriter writer) {
        if (notNeeded || endSent) {
            return nothingLeft();
        }
        if (failure != null) {
            return end(writer.fail(id, failure));
        }
        OutgoingBatch batch = waiting.peekFirst();
        if (batch == null) {
            return finishing ? end(writer.signal(FrameKind.FINISH, id, 0)) : nothingLeft();
        }
        if (!writer.data(id, batch)) {
            return Sent.REFUSED;
        }
        if (batch.sent()) {
            waiting.removeFirst();
            batch.release();
        }
        return Sent.MORE;
    }

    private Sent end(boolean sent) {
        if (!sent) {
            return Sent.REFUSED;
        }
        endSent = true;
        return nothingLeft();
    }

    private Sent nothingLeft() {
        queued = false;
        return Sent.ALL;
    }

    /// The consumer has taken so many bytes.
    void credit(long bytes) {
        synchronized (this) {
            if (bytes <= 0 || bytes > underWayBytes) {
                throw FrameHeader.violation(
                        "a credit of " + bytes + " bytes where " + underWayBytes + " are under way");
            }
            underWayBytes -= bytes;
        }
        producers.wakeAll();
    }

    /// The consumer needs no more.
    void notNeeded() {
        synchronized (this) {
            notNeeded = true;
            drop();
        }
        producers.wakeAll();
    }

    /// Breaks the channel and releases what is in it.
    void release() {
        synchronized (this) {
            if (failure == null && !notNeeded) {
                failure = new SheafException(ErrorCode.QUERY_CANCELLED, "the query has been released");
            }
            endSent = true;
            drop();
        }
        producers.wakeAll();
    }

    private void drop() {
        waiting.forEach(OutgoingBatch::release);
        waiting.clear();
    }

    private void enqueue() {
        synchronized (this) {
            if (queued) {
                return;
            }
            queued = true;
        }
        link.enqueue(this);
    }
}
