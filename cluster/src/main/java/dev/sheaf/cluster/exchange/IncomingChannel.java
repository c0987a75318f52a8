// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchDecoder;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The consumer's end of a framed channel: puts pieces together to batches, one block of memory each, which are decoded
/// when they are taken. It begins to exist with the first frame or when it is opened, whichever is earlier; until it is
/// opened its memory is charged to the node, bounded by the producer's credit.
final class IncomingChannel implements BatchReceiver, FrameSource {
    private final ChannelId id;
    private final PeerLink link;
    private final WaitList consumers = new WaitList();
    private final ArrayDeque<ReceivedBatch> received = new ArrayDeque<>();
    private MemoryContext memory;
    private @Nullable Schema schema;
    private @Nullable MemoryBlock assembling;
    private long assemblingBytes;
    private long assembledBytes;
    private long creditOwed;
    private boolean answerOwed;
    private boolean queued;
    private boolean finishReceived;
    private boolean closed;
    private @Nullable SheafException failure;

    /// The bytes of a whole batch, from the block's beginning.
    private record ReceivedBatch(MemoryBlock block, long byteSize) {
        ReceivedBatch transferTo(MemoryContext target) {
            MemoryBlock moved = block.transferTo(target);
            block.release();
            return new ReceivedBatch(moved, byteSize);
        }
    }

    /// @param nodeMemory is charged until the channel is opened
    IncomingChannel(ChannelId id, PeerLink link, MemoryContext nodeMemory) {
        this.id = id;
        this.link = link;
        this.memory = nodeMemory;
    }

    PeerLink link() {
        return link;
    }

    /// The consumer is there.
    synchronized void open(Schema batchSchema, MemoryContext consumerMemory) {
        if (schema != null) {
            throw new IllegalStateException("the consumer's end of " + id + " is open already");
        }
        schema = batchSchema;
        memory = consumerMemory;
        List<ReceivedBatch> early = List.copyOf(received);
        received.clear();
        early.forEach(batch -> received.addLast(batch.transferTo(consumerMemory)));
        if (assembling != null) {
            MemoryBlock moved = assembling.transferTo(consumerMemory);
            assembling.release();
            assembling = moved;
        }
    }

    @Override
    public @Nullable Batch poll() {
        ReceivedBatch batch;
        Schema batchSchema;
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            batch = received.pollFirst();
            if (batch == null) {
                return null;
            }
            if (!finishReceived) {
                creditOwed += batch.byteSize();
            }
            batchSchema = Objects.requireNonNull(schema);
        }
        enqueue();
        try {
            return BatchDecoder.decode(batchSchema, batch.block(), batch.byteSize());
        } catch (SheafException malformed) {
            fail(malformed);
            throw malformed;
        } finally {
            batch.block().release();
        }
    }

    @Override
    public synchronized boolean finished() {
        return finishReceived && failure == null && received.isEmpty();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            drop();
            if (finishReceived || failure != null) {
                return;
            }
            answerOwed = true;
        }
        enqueue();
    }

    @Override
    public void waitForBatch(Waker waker) {
        consumers.add(waker);
        boolean wake;
        synchronized (this) {
            wake = finishReceived || failure != null || !received.isEmpty();
        }
        if (wake) {
            consumers.wakeAll();
        }
    }

    /// What became of a piece.
    private enum Received {
        PART,
        BATCH,
        REFUSED
    }

    /// A piece of a batch.
    ///
    /// @param batchBytes of the whole batch
    /// @param offset where the piece belongs
    void data(long batchBytes, long offset, MemorySegment piece) {
        switch (receive(batchBytes, offset, piece)) {
            case PART -> {}
            case BATCH -> consumers.wakeAll();
            case REFUSED -> {
                enqueue();
                consumers.wakeAll();
            }
        }
    }

    private synchronized Received receive(long batchBytes, long offset, MemorySegment piece) {
        if (closed || failure != null) {
            // The producer doesn't know yet, or what it was told was lost with a link.
            answerOwed = true;
            return Received.REFUSED;
        }
        if (finishReceived) {
            throw FrameHeader.violation("rows after the end of " + id);
        }
        try {
            return assemble(batchBytes, offset, piece) ? Received.BATCH : Received.PART;
        } catch (SheafException error) {
            if (error.code() == ErrorCode.PROTOCOL_VIOLATION) {
                throw error;
            }
            answerOwed = true;
            breakWith(error);
            return Received.REFUSED;
        }
    }

    private boolean assemble(long batchBytes, long offset, MemorySegment piece) {
        if (assembling == null) {
            if (offset != 0 || batchBytes <= 0) {
                throw FrameHeader.violation("a batch of " + batchBytes + " bytes begins at byte " + offset);
            }
            assembling = memory.allocate(batchBytes);
            assemblingBytes = batchBytes;
            assembledBytes = 0;
        }
        if (batchBytes != assemblingBytes
                || offset != assembledBytes
                || piece.byteSize() == 0
                || piece.byteSize() > assemblingBytes - assembledBytes) {
            throw FrameHeader.violation("a piece of " + piece.byteSize() + " bytes at byte " + offset + " where "
                    + assembledBytes + " of " + assemblingBytes + " have come");
        }
        MemorySegment.copy(piece, 0, assembling.segment(), assembledBytes, piece.byteSize());
        assembledBytes += piece.byteSize();
        if (assembledBytes < assemblingBytes) {
            return false;
        }
        received.addLast(new ReceivedBatch(assembling, assemblingBytes));
        assembling = null;
        return true;
    }

    /// The producer has sent everything.
    void finish() {
        synchronized (this) {
            if (assembling != null) {
                throw FrameHeader.violation("the end of " + id + " within a batch");
            }
            finishReceived = true;
            answerOwed = true;
        }
        enqueue();
        consumers.wakeAll();
    }

    /// The producer or this end failed. Whoever has the whole already doesn't mind.
    void fail(SheafException error) {
        synchronized (this) {
            answerOwed = true;
            breakWith(error);
        }
        enqueue();
        consumers.wakeAll();
    }

    void linkLost(SheafException error) {
        synchronized (this) {
            creditOwed = 0;
            answerOwed = false;
            breakWith(error);
        }
        consumers.wakeAll();
    }

    /// Breaks the channel and releases what is in it.
    void release() {
        synchronized (this) {
            drop();
            if (failure == null) {
                failure = new SheafException(ErrorCode.QUERY_CANCELLED, "the query has been released");
            }
            closed = true;
        }
        consumers.wakeAll();
    }

    private void breakWith(SheafException error) {
        if (!finishReceived && failure == null) {
            failure = error;
            drop();
        }
    }

    @Override
    public synchronized boolean hasFrame() {
        queued = answerOwed || creditOwed > 0 && !closed;
        return queued;
    }

    @Override
    public synchronized Sent send(FrameWriter writer) {
        if (answerOwed) {
            if (!writer.signal(FrameKind.NOT_NEEDED, id, 0)) {
                return Sent.REFUSED;
            }
            answerOwed = false;
            creditOwed = 0;
        } else if (creditOwed > 0 && !closed) {
            if (!writer.signal(FrameKind.CREDIT, id, creditOwed)) {
                return Sent.REFUSED;
            }
            creditOwed = 0;
        }
        queued = false;
        return Sent.ALL;
    }

    private void drop() {
        received.forEach(batch -> batch.block().release());
        received.clear();
        if (assembling != null) {
            assembling.release();
            assembling = null;
        }
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
