// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.OutboundStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A stream whose frames each have a time of arrival, never before the frame ahead.
final class SimulatedStream {
    private static final long NEVER = Long.MAX_VALUE;

    private final String from;
    private final String to;
    private final long number;
    private final Chance chance;
    private final Sender sender = new Sender();
    private final Receiver receiver = new Receiver();
    private final WaitList senders = new WaitList();
    private final WaitList receivers = new WaitList();
    private final ArrayDeque<Frame> underWay = new ArrayDeque<>();
    private long lastArrivalNanos = Long.MIN_VALUE;
    private boolean connected;
    private boolean lost;
    private boolean senderClosed;
    private boolean receiverClosed;
    /// From when on the sender sees that the stream is closed.
    private long closeSeenNanos = NEVER;
    /// From when on the receiver sees the end, once it has taken all frames.
    private long endSeenNanos = NEVER;

    /// @param sent counts frames of all streams
    private record Frame(MemorySegment bytes, long arrivalNanos, long sent) {}

    SimulatedStream(String from, String to, long number, Chance chance) {
        this.from = from;
        this.to = to;
        this.number = number;
        this.chance = chance;
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

    boolean joins(String node, String other) {
        return from.equals(node) && to.equals(other) || from.equals(other) && to.equals(node);
    }

    boolean ends(String node) {
        return from.equals(node) || to.equals(node);
    }

    /// Whether nothing can go wrong with it any more.
    boolean over() {
        return lost || senderClosed || receiverClosed;
    }

    void connect() {
        connected = true;
        senders.wakeAll();
    }

    /// Loses the stream. Some of the frames under way still arrive, from the first on.
    ///
    /// @return whether it was open
    boolean lose() {
        if (over()) {
            return false;
        }
        lost = true;
        int arriving = chance.below(underWay.size() + 1);
        chance.framesLost(underWay.size() - arriving);
        while (underWay.size() > arriving) {
            underWay.removeLast();
        }
        seeClose(chance.arrivalNanos(to, from));
        seeEnd(chance.arrivalNanos(from, to));
        return true;
    }

    private void seeClose(long nanos) {
        closeSeenNanos = Math.min(closeSeenNanos, nanos);
        chance.at(closeSeenNanos, senders::wakeAll);
    }

    private void seeEnd(long nanos) {
        endSeenNanos = Math.min(endSeenNanos, Math.max(nanos, lastArrivalNanos));
        chance.at(endSeenNanos, receivers::wakeAll);
    }

    /// The sending end.
    private final class Sender implements OutboundStream {
        @Override
        public OfferResult offer(MemorySegment... parts) {
            MemorySegment frame = copy(parts);
            if (senderClosed || chance.nowNanos() >= closeSeenNanos) {
                return OfferResult.CLOSED;
            }
            if (!connected) {
                return OfferResult.NOT_CONNECTED;
            }
            if (underWay.size() >= chance.settings().framesInFlightMax()) {
                return OfferResult.BACK_PRESSURED;
            }
            if (chance.refuses()) {
                chance.at(chance.arrivalNanos(from, to), senders::wakeAll);
                return OfferResult.BACK_PRESSURED;
            }
            if (!lost && !receiverClosed) {
                lastArrivalNanos = Math.max(lastArrivalNanos, chance.arrivalNanos(from, to));
                underWay.addLast(new Frame(frame, lastArrivalNanos, chance.nextSent()));
                chance.at(lastArrivalNanos, receivers::wakeAll);
            }
            return OfferResult.SENT;
        }

        private MemorySegment copy(MemorySegment[] parts) {
            long bytes = 0;
            for (MemorySegment part : parts) {
                bytes += part.byteSize();
            }
            if (bytes > frameBytesMax()) {
                throw new IllegalArgumentException(
                        "a frame of " + bytes + " bytes, where " + frameBytesMax() + " fit");
            }
            MemorySegment frame = MemorySegment.ofArray(new byte[(int) bytes]);
            long offset = 0;
            for (MemorySegment part : parts) {
                MemorySegment.copy(part, 0, frame, offset, part.byteSize());
                offset += part.byteSize();
            }
            return frame.asReadOnly();
        }

        @Override
        public int frameBytesMax() {
            return chance.settings().frameBytesMax();
        }

        @Override
        public void close() {
            if (!senderClosed) {
                senderClosed = true;
                seeEnd(chance.arrivalNanos(from, to));
                senders.wakeAll();
            }
        }

        @Override
        public void waitForRoom(Waker waker) {
            senders.add(waker);
            if (senderClosed || chance.nowNanos() >= closeSeenNanos) {
                senders.wakeAll();
            }
        }
    }

    /// The receiving end.
    private final class Receiver implements InboundStream {
        @Override
        public int poll(FrameHandler handler, int limit) {
            int taken = 0;
            Verdict verdict = Verdict.CONTINUE;
            while (verdict == Verdict.CONTINUE && taken < limit && !receiverClosed) {
                Frame frame = next();
                if (frame == null) {
                    break;
                }
                verdict = handler.onFrame(frame.bytes());
                if (verdict != Verdict.ABORT) {
                    underWay.pollFirst();
                    chance.arrived(frame.sent());
                    taken++;
                }
            }
            if (taken > 0) {
                senders.wakeAll();
            }
            return taken;
        }

        private @Nullable Frame next() {
            Frame frame = underWay.peekFirst();
            return frame == null || frame.arrivalNanos() > chance.nowNanos() ? null : frame;
        }

        @Override
        public State state() {
            if (!underWay.isEmpty() || chance.nowNanos() < endSeenNanos) {
                return State.OPEN;
            }
            return lost ? State.LOST : State.FINISHED;
        }

        @Override
        public void close() {
            if (!receiverClosed) {
                receiverClosed = true;
                underWay.clear();
                seeClose(chance.arrivalNanos(to, from));
                receivers.wakeAll();
            }
        }

        @Override
        public void waitForFrame(Waker waker) {
            receivers.add(waker);
            if (receiverClosed || next() != null || state() != State.OPEN) {
                receivers.wakeAll();
            }
        }
    }
}
