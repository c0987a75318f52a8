// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.transport.aeron.secure.ChunkSealer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The sending end of a stream. Its owner offers frames straight into the link's log, whose room all streams share, as
/// far as the stream's own window goes; whatever else is to be said the link's stepping thread says.
final class AeronOutboundStream implements OutboundStream, LinkSpeaker {
    /// What became of the stream, in this order.
    private enum Phase {
        NEW,
        /// The other side has been told of it.
        ANNOUNCED,
        /// The other side takes frames.
        ACCEPTED,
        /// The other side knows that it is over, or can't be told.
        OVER
    }

    private final long number;
    private final long wireNumber;
    private final AeronLink link;
    private final int frameBytesMax;
    private final GatheredMessage message = new GatheredMessage();
    private final WaitList senders = new WaitList();
    private final AtomicBoolean speaking = new AtomicBoolean();
    private volatile Phase phase = Phase.NEW;
    private volatile boolean closed;
    private volatile boolean stopped;
    private volatile long windowEnd;

    /// Of the owner: how much of the window the frames so far have taken, and what the last refused frame needs.
    private volatile long sentPosition;
    private volatile int refusedBytes;
    private volatile long sentFrames;
    private @Nullable ChunkSealer sealer;
    private final AtomicBoolean waitsForLog = new AtomicBoolean();

    AeronOutboundStream(long number, long wireNumber, AeronLink link, int frameBytesMax) {
        this.number = number;
        this.wireNumber = wireNumber;
        this.link = link;
        this.frameBytesMax = frameBytesMax;
    }

    long number() {
        return number;
    }

    long wireNumber() {
        return wireNumber;
    }

    @Override
    public AtomicBoolean speaking() {
        return speaking;
    }

    @Override
    public OfferResult offer(MemorySegment... parts) {
        long bytes = 0;
        for (MemorySegment part : parts) {
            bytes += part.byteSize();
        }
        if (bytes > frameBytesMax) {
            throw new IllegalArgumentException("a frame of " + bytes + " bytes, where " + frameBytesMax + " fit");
        }
        if (isEnded()) {
            return OfferResult.CLOSED;
        }
        if (phase != Phase.ACCEPTED) {
            return OfferResult.NOT_CONNECTED;
        }
        int taken = ReceiveRing.recordBytes((int) bytes);
        long position = sentPosition + taken;
        long frames = sentFrames + 1;
        if (position > windowEnd) {
            refusedBytes = taken;
            return OfferResult.BACK_PRESSURED;
        }
        OfferResult result = link.offer(this, parts, (int) bytes);
        switch (result) {
            case SENT -> {
                sentPosition = position;
                sentFrames = frames;
                refusedBytes = 0;
            }
            case BACK_PRESSURED -> {
                refusedBytes = taken;
                if (waitsForLog.compareAndSet(false, true)) {
                    link.waitForLog(this);
                }
            }
            case NOT_CONNECTED, CLOSED -> {}
        }
        return result;
    }

    /// Gathers a frame for a link that isn't sealed.
    GatheredMessage message() {
        return message;
    }

    /// What seals the stream's frames. For its owner.
    ChunkSealer sealer(LinkSeal seal) {
        ChunkSealer known = sealer;
        if (known == null) {
            known = seal.sealer(wireNumber);
            sealer = known;
        }
        return known;
    }

    private boolean isEnded() {
        return closed || stopped || link.isLost();
    }

    @Override
    public int frameBytesMax() {
        return frameBytesMax;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            link.speak(this);
            senders.wakeAll();
        }
    }

    @Override
    public void waitForRoom(Waker waker) {
        senders.add(waker);
        boolean room = phase == Phase.ACCEPTED
                && !waitsForLog.get()
                && sentPosition + refusedBytes <= windowEnd;
        if (room || isEnded()) {
            senders.wakeAll();
        }
    }

    // What the link's stepping thread calls.

    @Override
    public boolean speak() {
        if (phase == Phase.NEW && !stopped) {
            if (closed) {
                return over();
            }
            byte[] payload = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number)
                    .array();
            if (!link.say(MessageKind.OPEN, wireNumber, frameBytesMax, payload)) {
                return false;
            }
            phase = Phase.ANNOUNCED;
        }
        if (phase == Phase.OVER || stopped || !closed) {
            return true;
        }
        return link.say(MessageKind.FINISH, wireNumber, sentFrames) && over();
    }

    private boolean over() {
        phase = Phase.OVER;
        link.forget(this);
        return true;
    }

    /// The other side takes the stream, or has room for more of it.
    void credit(long position) {
        if (position > windowEnd) {
            windowEnd = position;
        }
        if (phase == Phase.ANNOUNCED) {
            phase = Phase.ACCEPTED;
        }
        if (sentPosition + refusedBytes <= windowEnd) {
            senders.wakeAll();
        }
    }

    /// The log has room again.
    void logHasRoom() {
        waitsForLog.set(false);
        senders.wakeAll();
    }

    /// The other side wants no more.
    void stop() {
        stopped = true;
        over();
        senders.wakeAll();
    }

    /// The link is lost.
    void wakeAll() {
        senders.wakeAll();
    }
}
