// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.codec.Decoder;
import dev.sheaf.core.codec.ErrorCodec;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.core.transport.Transport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Everything between this node and one other (or itself): a stream each way that carries the frames of all channels.
///
/// It is opened when there is something to send, or when the other side opens it. When either stream ends, all channels
/// that have not ended break with LINK_LOST on both sides; the next thing to send opens a new one, and begins with
/// telling the other side which channels broke. Opening is tried again after a growing pause.
final class PeerLink implements Activity {
    private static final int FRAMES_PER_STEP = 32;
    private static final long CONNECT_NANOS_MAX = 10_000_000_000L;
    private static final long RETRY_NANOS_MIN = 10_000_000L;
    private static final int RETRY_DOUBLINGS_MAX = 7;

    private final String node;
    private final Transport transport;
    private final Scheduler scheduler;
    private final Clock clock;
    private final ChannelTable channels;
    private final StreamNumbers numbers;
    private final SendQueue sendQueue = new SendQueue();
    private final Queue<ArrivedStream> arrived = new ConcurrentLinkedQueue<>();
    private volatile Waker self = () -> {};
    private volatile boolean closed;

    private @Nullable LinkStreams streams;
    private @Nullable ArrivedStream greeting;
    private @Nullable FrameHeader firstHeader;
    private @Nullable SheafException violation;
    private boolean pausing;
    private long retryNanos;
    private int failedAttempts;
    private Scheduler.@Nullable Timer alarm;
    private long alarmNanos;

    /// A stream that the other side has opened and whose first frame is awaited.
    private record ArrivedStream(long number, InboundStream stream) {}

    PeerLink(
            String node,
            Transport transport,
            Scheduler scheduler,
            Clock clock,
            ChannelTable channels,
            StreamNumbers numbers) {
        this.node = node;
        this.transport = transport;
        this.scheduler = scheduler;
        this.clock = clock;
        this.channels = channels;
        this.numbers = numbers;
    }

    /// The other side has opened a stream. Any thread may call it.
    void arrived(long number, InboundStream stream) {
        arrived.add(new ArrivedStream(number, stream));
        self.wake();
    }

    /// Has a channel's end asked for its frames. Any thread may call it.
    void enqueue(FrameSource source) {
        sendQueue.addLast(source);
        self.wake();
    }

    /// Ends the link at its next step.
    void close() {
        closed = true;
        self.wake();
    }

    @Override
    public Outcome step(Waker waker) {
        self = waker;
        if (closed) {
            closeAll();
            return Outcome.DONE;
        }
        if (work()) {
            return Outcome.AGAIN;
        }
        register(waker);
        // What came before the wakers were in place wakes nobody.
        return work() ? Outcome.AGAIN : Outcome.BLOCKED;
    }

    private boolean work() {
        try {
            boolean worked = greetArrived();
            openIfNeeded();
            worked |= receive();
            worked |= send();
            checkConnected();
            return worked;
        } catch (SheafException failed) {
            lose(failed);
            return true;
        }
    }

    private void register(Waker waker) {
        if (greeting != null) {
            greeting.stream().waitForFrame(waker);
        }
        LinkStreams current = streams;
        if (current == null) {
            if (!sendQueue.isEmpty()) {
                setAlarm(retryNanos, waker);
            }
            return;
        }
        InboundStream inbound = current.inbound();
        if (inbound == null) {
            setAlarm(current.connectDeadlineNanos(), waker);
        } else {
            clearAlarm();
            inbound.waitForFrame(waker);
        }
        if (!sendQueue.isEmpty() || !current.greet()) {
            current.outbound().waitForRoom(waker);
        }
    }

    private void setAlarm(long deadlineNanos, Waker waker) {
        if (alarm == null || alarmNanos != deadlineNanos) {
            clearAlarm();
            alarmNanos = deadlineNanos;
            alarm = scheduler.at(deadlineNanos, waker::wake);
        }
    }

    private void clearAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    // Opening.

    /// Looks at the first frame of streams that the other side has opened.
    private boolean greetArrived() {
        if (greeting == null) {
            greeting = arrived.poll();
        }
        ArrivedStream candidate = greeting;
        if (candidate == null) {
            return false;
        }
        int polled = candidate.stream().poll(this::onFirstFrame, 1);
        if (polled == 0 && candidate.stream().state() == InboundStream.State.OPEN) {
            return false;
        }
        greeting = null;
        FrameHeader hello = firstHeader;
        firstHeader = null;
        if (hello == null || isStale(hello, candidate)) {
            // The link as it stands has nothing to do with it. Closing it tells the sender.
            candidate.stream().close();
        } else {
            adopt(candidate);
        }
        return true;
    }

    private Verdict onFirstFrame(MemorySegment frame) {
        try {
            firstHeader = FrameHeader.read(frame);
        } catch (SheafException _) {
            firstHeader = null;
        }
        return Verdict.BREAK;
    }

    /// Whether a stream is not meant for the link as it stands: left over from an earlier one, or not ours at all.
    private boolean isStale(FrameHeader hello, ArrivedStream candidate) {
        LinkStreams current = streams;
        boolean answersOther = hello.second() != 0 && (current == null || hello.second() != current.number());
        boolean older =
                current != null && current.inbound() != null && candidate.number() <= current.inboundNumber();
        return hello.kind() != FrameKind.HELLO
                || hello.sequence() != 0
                || hello.first() != candidate.number()
                || answersOther
                || older;
    }

    private void adopt(ArrivedStream candidate) {
        LinkStreams current = streams;
        if (current != null && current.inbound() != null) {
            lose(new SheafException(ErrorCode.LINK_LOST, "node " + node + " has given up the link and opened another"));
            current = null;
        }
        if (current == null) {
            current = open(candidate.number());
        }
        current.adopt(candidate.stream(), candidate.number());
        failedAttempts = 0;
        pausing = false;
    }

    private void openIfNeeded() {
        if (streams == null && (!pausing || due(retryNanos)) && sendQueue.anyHasFrame()) {
            open(0);
        }
    }

    private boolean due(long deadlineNanos) {
        return clock.nanoTime() - deadlineNanos >= 0;
    }

    private LinkStreams open(long answered) {
        long number = numbers.next();
        OutboundStream outbound = transport.open(node, number);
        if (outbound.frameBytesMax() < FrameHeader.FRAME_BYTES_MIN) {
            outbound.close();
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR,
                    "frames of " + outbound.frameBytesMax() + " bytes, fewer than " + FrameHeader.FRAME_BYTES_MIN);
        }
        LinkStreams opened = new LinkStreams(
                number,
                answered,
                new FrameWriter(outbound, transport.localNode()),
                clock.nanoTime() + CONNECT_NANOS_MAX);
        streams = opened;
        return opened;
    }

    private void checkConnected() {
        LinkStreams current = streams;
        if (current == null) {
            return;
        }
        InboundStream inbound = current.inbound();
        if (inbound == null ? due(current.connectDeadlineNanos())
                : inbound.state() != InboundStream.State.OPEN) {
            SheafException failure = inbound == null ? null : inbound.failure();
            if (failure != null && failure.code() == ErrorCode.SECURITY_VIOLATION) {
                throw failure;
            }
            throw new SheafException(
                    ErrorCode.LINK_LOST,
                    inbound == null ? "node " + node + " can't be reached" : "the link to node " + node + " was lost");
        }
    }

    // Receiving.

    private boolean receive() {
        LinkStreams current = streams;
        if (current == null || current.inbound() == null) {
            return false;
        }
        int polled = current.inbound().poll(frame -> onFrame(current, frame), FRAMES_PER_STEP);
        SheafException violated = violation;
        if (violated != null) {
            violation = null;
            throw violated;
        }
        return polled > 0;
    }

    private Verdict onFrame(LinkStreams current, MemorySegment frame) {
        try {
            FrameHeader header = FrameHeader.read(frame);
            current.checkSequence(header);
            dispatch(header, frame);
            return Verdict.CONTINUE;
        } catch (SheafException violated) {
            violation = violated;
            return Verdict.BREAK;
        }
    }

    private void dispatch(FrameHeader header, MemorySegment frame) {
        switch (header.kind()) {
            case HELLO -> throw FrameHeader.violation("a second greeting");
            case DATA, FINISH, FAIL -> {
                IncomingChannel channel = channels.incoming(header.channel(), this);
                if (channel != null) {
                    deliver(header, frame, channel);
                }
            }
            case CREDIT -> {
                OutgoingChannel channel = channels.outgoing(header.channel(), this);
                if (channel != null) {
                    channel.credit(header.first());
                }
            }
            case NOT_NEEDED -> channels.notNeeded(header.channel(), this);
        }
    }

    private static void deliver(FrameHeader header, MemorySegment frame, IncomingChannel channel) {
        MemorySegment payload = frame.asSlice(FrameHeader.BYTES);
        switch (header.kind()) {
            case DATA -> channel.data(header.first(), header.second(), payload);
            case FINISH -> channel.finish();
            case FAIL -> {
                Decoder in = new Decoder(payload.toArray(ValueLayout.JAVA_BYTE));
                SheafException error = ErrorCodec.decode(in);
                in.end();
                channel.fail(error);
            }
            case HELLO, CREDIT, NOT_NEEDED -> throw new IllegalStateException(header.kind() + " is for no consumer");
        }
    }

    // Sending.

    private boolean send() {
        LinkStreams current = streams;
        if (current == null) {
            return false;
        }
        int frames = 0;
        if (current.greet()) {
            while (frames < FRAMES_PER_STEP && sendNext(current)) {
                frames++;
            }
        }
        if (current.writer().lastResult() == OfferResult.CLOSED) {
            throw new SheafException(ErrorCode.LINK_LOST, "the link to node " + node + " was closed");
        }
        return frames > 0;
    }

    private boolean sendNext(LinkStreams current) {
        FrameSource source = sendQueue.poll();
        if (source == null) {
            return false;
        }
        switch (source.send(current.writer())) {
            case MORE -> sendQueue.addLast(source);
            case ALL -> {}
            case REFUSED -> {
                sendQueue.addFirst(source);
                return false;
            }
        }
        return true;
    }

    // The end.

    private void lose(SheafException reason) {
        LinkStreams lost = streams;
        streams = null;
        if (lost != null) {
            lost.close();
        }
        pausing = true;
        retryNanos = clock.nanoTime() + (RETRY_NANOS_MIN << Math.min(failedAttempts, RETRY_DOUBLINGS_MAX));
        failedAttempts++;
        channels.linkLost(this, reason);
    }

    private void closeAll() {
        clearAlarm();
        lose(new SheafException(ErrorCode.ENGINE_CLOSED, "the node is being closed"));
        if (greeting != null) {
            greeting.stream().close();
        }
        for (ArrivedStream late = arrived.poll(); late != null; late = arrived.poll()) {
            late.stream().close();
        }
    }
}
