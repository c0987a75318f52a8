// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.transport.aeron.secure.ChunkOpener;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/// The receiving end of a stream. The link's stepping thread puts frames into a ring as large as the stream's window,
/// and its owner takes them out of it; the link itself never waits for an owner.
final class AeronInboundStream implements InboundStream, LinkSpeaker {
    /// Room is announced when so much of the window has become free.
    private static final int CREDITS_PER_WINDOW = 4;

    private final long wireNumber;
    private final AeronLink link;
    private final int windowBytes;
    private final int frameBytesMax;
    private final @Nullable ChunkOpener opener;
    private final WaitList receivers = new WaitList();
    private final AtomicBoolean speaking = new AtomicBoolean();
    private volatile boolean finished;
    private volatile boolean lost;
    private volatile boolean stopped;
    private volatile @Nullable SheafException failure;
    private volatile long takenPosition;

    /// Of the stepping thread.
    private boolean accepted;
    private boolean stopSaid;
    private long committedFrames;
    private long announcedPosition;
    private volatile long announcedTaken;

    /// Guarded by this: the ring is released once neither side uses it.
    private @Nullable ReceiveRing ring;
    private boolean polling;

    /// @param windowBytes the most that is held for the owner; at least two of the largest frames
    /// @param frameBytesMax the most bytes of a frame, as its sender has said
    /// @param opener opens its frames; null when the link isn't sealed
    /// @throws SheafException OUT_OF_MEMORY
    AeronInboundStream(
            long wireNumber, AeronLink link, int windowBytes, int frameBytesMax, @Nullable ChunkOpener opener,
            MemoryContext memory) {
        this.wireNumber = wireNumber;
        this.link = link;
        this.windowBytes = windowBytes;
        this.frameBytesMax = frameBytesMax;
        this.opener = opener;
        this.ring = new ReceiveRing(windowBytes, frameBytesMax, memory);
        link.holds(this);
    }

    @Override
    public AtomicBoolean speaking() {
        return speaking;
    }

    @Override
    public int poll(FrameHandler handler, int limit) {
        ReceiveRing frames = beginPolling();
        if (frames == null) {
            return 0;
        }
        int taken = 0;
        long position = takenPosition;
        try {
            Verdict verdict = Verdict.CONTINUE;
            while (verdict == Verdict.CONTINUE && taken < limit && !stopped) {
                MemorySegment frame = frames.peek();
                if (frame == null) {
                    break;
                }
                verdict = handler.onFrame(frame);
                if (verdict != Verdict.ABORT) {
                    taken++;
                    position += frames.advance((int) frame.byteSize());
                    takenPosition = position;
                }
            }
        } finally {
            endPolling();
        }
        if (position - announcedTaken >= windowBytes / CREDITS_PER_WINDOW) {
            link.speak(this);
        }
        return taken;
    }

    private synchronized @Nullable ReceiveRing beginPolling() {
        polling = ring != null;
        return ring;
    }

    private synchronized void endPolling() {
        polling = false;
        releaseIfUnused();
    }

    /// Whether no frame is left. Guarded by this.
    private boolean drained() {
        return ring == null || ring.isEmpty();
    }

    private synchronized void releaseIfUnused() {
        boolean over = stopped || (finished || lost) && drained();
        if (ring != null && over && !polling) {
            ring.release();
            ring = null;
            link.holdsNoMore(this);
        }
    }

    @Override
    public State state() {
        // Before the look at the frames: the last may come just before the end.
        boolean wasLost = lost;
        boolean wasFinished = finished;
        synchronized (this) {
            if (!wasLost && !wasFinished || !drained()) {
                return State.OPEN;
            }
            releaseIfUnused();
        }
        return wasFinished ? State.FINISHED : State.LOST;
    }

    @Override
    public void close() {
        if (!stopped) {
            stopped = true;
            releaseIfUnused();
            link.speak(this);
            receivers.wakeAll();
        }
    }

    @Override
    public void waitForFrame(Waker waker) {
        receivers.add(waker);
        boolean frames;
        synchronized (this) {
            frames = ring != null && !ring.isEmpty();
        }
        if (frames || finished || lost || stopped) {
            receivers.wakeAll();
        }
    }

    @Override
    public @Nullable SheafException failure() {
        return failure;
    }

    // What the link's stepping thread calls.

    int frameBytesMax() {
        return frameBytesMax;
    }

    ChunkOpener opener() {
        return Objects.requireNonNull(opener);
    }

    /// Something has come that its sender hasn't sent: the stream has ended there.
    boolean isBroken() {
        return failure != null;
    }

    @Override
    public boolean speak() {
        if (stopped || isBroken()) {
            if (!stopSaid && !finished) {
                stopSaid = link.say(MessageKind.STOP, wireNumber, 0);
                if (stopSaid) {
                    link.forgetInbound(wireNumber);
                }
                return stopSaid;
            }
            return true;
        }
        long taken = takenPosition;
        long position = taken + windowBytes;
        if (accepted && position == announcedPosition) {
            return true;
        }
        if (!link.say(accepted ? MessageKind.CREDIT : MessageKind.ACCEPT, wireNumber, position)) {
            return false;
        }
        accepted = true;
        announcedPosition = position;
        announcedTaken = taken;
        return true;
    }

    /// A frame begins.
    ///
    /// @return whether its bytes are wanted
    boolean begin(int frameBytes) {
        synchronized (this) {
            if (stopped || ring == null) {
                return false;
            }
            if (frameBytes <= frameBytesMax && !finished && ring.begin(frameBytes)) {
                return true;
            }
        }
        throw MessageHeader.violation("a frame of " + frameBytes + " bytes outside of the stream's window");
    }

    /// More of the frame.
    ///
    /// @return whether its bytes are still wanted
    synchronized boolean append(DirectBuffer source, int offset, int length) {
        if (stopped || ring == null) {
            return false;
        }
        ring.append(source, offset, length);
        return true;
    }

    /// The frame is whole.
    void commit() {
        synchronized (this) {
            if (stopped || ring == null) {
                return;
            }
            ring.commit();
            committedFrames++;
        }
        receivers.wakeAll();
    }

    /// There are no more frames.
    ///
    /// @param frames how many there were
    void finish(long frames) {
        if (!stopped && frames != committedFrames) {
            lose(MessageHeader.tampered(committedFrames + " frames of a stream of " + frames));
            return;
        }
        finished = true;
        receivers.wakeAll();
    }

    /// The link is lost, or the stream alone.
    void lose(SheafException why) {
        failure = why;
        lost = true;
        receivers.wakeAll();
    }

    /// The node is closed: what was not taken is gone.
    void discard() {
        lost = true;
        stopped = true;
        releaseIfUnused();
        receivers.wakeAll();
    }
}
