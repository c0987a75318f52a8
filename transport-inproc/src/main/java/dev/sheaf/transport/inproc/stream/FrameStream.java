// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.stream;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.OutboundStream;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/// A stream: full frames go one way through a queue, and come back empty through another. Its memory, all frames at
/// their largest, is reserved as long as the stream is open.
final class FrameStream {
    private final String from;
    private final long number;
    private final int frameBytes;
    private final MemoryContext memory;
    private final long reservedBytes;
    private final SpscVarHandleArrayQueue<Frame> full;
    private final SpscVarHandleArrayQueue<Frame> empty;
    private final Sender sender = new Sender();
    private final Receiver receiver = new Receiver();
    private final WaitList senders = new WaitList();
    private final WaitList receivers = new WaitList();
    private final AtomicBoolean reserved = new AtomicBoolean(true);
    private volatile boolean connected;
    private volatile boolean senderClosed;
    private volatile boolean receiverClosed;
    private volatile boolean lost;

    /// Room for a frame, as large as any that it has held.
    private static final class Frame {
        private MemorySegment room = MemorySegment.ofArray(new byte[0]);
        private int length;

        void fill(MemorySegment[] parts, int bytes) {
            if (room.byteSize() < bytes) {
                room = MemorySegment.ofArray(new byte[bytes]);
            }
            long offset = 0;
            for (MemorySegment part : parts) {
                MemorySegment.copy(part, 0, room, offset, part.byteSize());
                offset += part.byteSize();
            }
            length = bytes;
        }

        MemorySegment contents() {
            return room.asSlice(0, length).asReadOnly();
        }
    }

    FrameStream(String from, long number, int frameBytes, int frameCount, MemoryContext memory) {
        this.from = from;
        this.number = number;
        this.frameBytes = frameBytes;
        this.memory = memory;
        this.full = new SpscVarHandleArrayQueue<>(frameCount);
        this.empty = new SpscVarHandleArrayQueue<>(frameCount);
        this.reservedBytes = (long) frameBytes * frameCount;
        memory.reserve(reservedBytes);
        for (int i = 0; i < frameCount; i++) {
            empty.offer(new Frame());
        }
    }

    String from() {
        return from;
    }

    long number() {
        return number;
    }

    OutboundStream outbound() {
        return sender;
    }

    InboundStream inbound() {
        return receiver;
    }

    /// The other end takes frames.
    void connect() {
        connected = true;
        senders.wakeAll();
    }

    /// Whether neither end has anything more to do.
    boolean over() {
        return !reserved.get();
    }

    /// One of the nodes is gone.
    void lose() {
        lost = true;
        unreserve();
        senders.wakeAll();
        receivers.wakeAll();
    }

    private void unreserve() {
        if (reserved.compareAndSet(true, false)) {
            memory.unreserve(reservedBytes);
        }
    }

    /// The sending end.
    private final class Sender implements OutboundStream {
        @Override
        public OfferResult offer(MemorySegment... parts) {
            long bytes = 0;
            for (MemorySegment part : parts) {
                bytes += part.byteSize();
            }
            if (bytes > frameBytes) {
                throw new IllegalArgumentException("a frame of " + bytes + " bytes, where " + frameBytes + " fit");
            }
            if (senderClosed || receiverClosed || lost) {
                return OfferResult.CLOSED;
            }
            if (!connected) {
                return OfferResult.NOT_CONNECTED;
            }
            Frame frame = empty.poll();
            if (frame == null) {
                return OfferResult.BACK_PRESSURED;
            }
            frame.fill(parts, (int) bytes);
            full.offer(frame);
            receivers.wakeAll();
            return OfferResult.SENT;
        }

        @Override
        public int frameBytesMax() {
            return frameBytes;
        }

        @Override
        public void close() {
            senderClosed = true;
            if (!connected) {
                // Nobody will drain it.
                unreserve();
            }
            senders.wakeAll();
            receivers.wakeAll();
        }

        @Override
        public void waitForRoom(Waker waker) {
            senders.add(waker);
            if (senderClosed || receiverClosed || lost || connected && !empty.isEmpty()) {
                senders.wakeAll();
            }
        }
    }

    /// The receiving end.
    private final class Receiver implements InboundStream {
        private @Nullable Frame refused;

        @Override
        public int poll(FrameHandler handler, int limit) {
            int taken = 0;
            Verdict verdict = Verdict.CONTINUE;
            while (verdict == Verdict.CONTINUE && taken < limit && !receiverClosed) {
                Frame frame = refused == null ? full.poll() : refused;
                if (frame == null) {
                    break;
                }
                refused = frame;
                verdict = handler.onFrame(frame.contents());
                if (verdict != Verdict.ABORT) {
                    refused = null;
                    taken++;
                    empty.offer(frame);
                }
            }
            if (taken > 0) {
                senders.wakeAll();
            }
            return taken;
        }

        @Override
        public State state() {
            // Before the look into the queue: the sender's last frame may come just before its close.
            boolean wasLost = lost;
            boolean wasClosed = senderClosed;
            if (!wasLost && !wasClosed || refused != null || !full.isEmpty()) {
                return State.OPEN;
            }
            unreserve();
            return wasLost ? State.LOST : State.FINISHED;
        }

        @Override
        public void close() {
            receiverClosed = true;
            unreserve();
            senders.wakeAll();
            receivers.wakeAll();
        }

        @Override
        public void waitForFrame(Waker waker) {
            receivers.add(waker);
            if (senderClosed || lost || receiverClosed || !full.isEmpty()) {
                receivers.wakeAll();
            }
        }
    }
}
