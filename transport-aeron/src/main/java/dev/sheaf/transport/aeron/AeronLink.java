// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.transport.aeron.control.ControlEndpoint;
import dev.sheaf.transport.aeron.control.PeerSession;
import dev.sheaf.transport.aeron.secure.ChunkOpener;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// One life of the link between this node and another (or itself): a log each way that carries the messages of all
/// streams. It stands when both sides have greeted each other, and is lost once, for good, with all its streams; what
/// is opened later gets a new one.
///
/// Owners of streams may offer frames from any thread; everything else is done by the transport's stepping thread.
final class AeronLink {
    private static final System.Logger LOG = System.getLogger(AeronLink.class.getName());
    private static final int STREAMS_MAX = 1 << 16;
    private static final byte[] NOTHING = {};

    private final LinkContext context;
    private final String node;
    private final long number;
    private final long connectDeadlineNanos;
    private final LinkLog log;
    private final GatheredMessage message = new GatheredMessage();
    private final Queue<LinkSpeaker> speakers = new ConcurrentLinkedQueue<>();
    private final Queue<AeronOutboundStream> waitingForLog = new ConcurrentLinkedQueue<>();
    private final Map<Long, AeronInboundStream> inbound = new HashMap<>();
    private final List<PendingOpen> unaccepted = new ArrayList<>();
    private volatile boolean lost;

    /// Guarded by this.
    private final Map<Long, AeronOutboundStream> outbound = new HashMap<>();
    private long lastWireNumber;

    private volatile @Nullable LinkSeal seal;
    private @Nullable PeerSession heardThrough;
    private String trouble = "";
    private @Nullable Greeting peer;
    private @Nullable InboundLog peerLog;
    private long saidAnswer = -1;
    private long spokenNanos;
    private long heardNanos;

    /// A stream that the other side has opened before anybody takes streams.
    private record PendingOpen(long wireNumber, long number, int frameBytesMax) {}

    AeronLink(LinkContext context, String node, long number) {
        this.context = context;
        this.node = node;
        this.number = number;
        this.log = new LinkLog(context, node);
        this.connectDeadlineNanos = context.clock().nanoTime() + context.settings().connectNanosMax();
    }

    String node() {
        return node;
    }

    long number() {
        return number;
    }

    boolean isLost() {
        return lost;
    }

    /// The other side as it has presented itself.
    @Nullable Greeting peer() {
        return peer;
    }

    // Called by owners of streams, from any thread.

    /// Opens a stream.
    ///
    /// @return null when the link is lost
    @Nullable AeronOutboundStream open(long streamNumber) {
        AeronOutboundStream opened;
        synchronized (this) {
            if (lost) {
                return null;
            }
            if (outbound.values().stream().anyMatch(stream -> stream.number() == streamNumber)) {
                throw new IllegalStateException("stream " + streamNumber + " to node " + node + " is open");
            }
            opened = new AeronOutboundStream(
                    streamNumber, ++lastWireNumber, this, context.settings().frameBytesMax());
            outbound.put(opened.wireNumber(), opened);
        }
        speak(opened);
        return opened;
    }

    /// Offers a frame of a stream.
    OfferResult offer(AeronOutboundStream stream, MemorySegment[] parts, int bytes) {
        if (lost) {
            return OfferResult.CLOSED;
        }
        LinkSeal sealed = seal;
        if (sealed != null) {
            return sealed.frame(stream.sealer(sealed), stream.wireNumber(), parts, bytes);
        }
        GatheredMessage gathered = stream.message();
        OfferResult result = log.offer(gathered.frame(stream.wireNumber(), parts, bytes));
        gathered.forget();
        return result;
    }

    /// Has somebody asked for something to say.
    void speak(LinkSpeaker speaker) {
        if (speaker.speaking().compareAndSet(false, true)) {
            speakers.add(speaker);
        }
    }

    /// Wakes the stream when the log has room.
    void waitForLog(AeronOutboundStream stream) {
        waitingForLog.add(stream);
    }

    /// A stream of which nothing more is to be heard.
    synchronized void forget(AeronOutboundStream stream) {
        outbound.remove(stream.wireNumber());
    }

    /// A stream takes memory.
    void holds(AeronInboundStream stream) {
        context.held().add(stream);
    }

    /// A stream has given its memory back.
    void holdsNoMore(AeronInboundStream stream) {
        context.held().remove(stream);
    }

    // Stepping.

    /// Does what is to be done.
    ///
    /// @return whether anything was
    boolean step(long nowNanos) {
        if (lost) {
            return false;
        }
        try {
            checkSessions();
            return log.connected() ? stepConnected(nowNanos) : connect(nowNanos);
        } catch (SheafException failed) {
            lose(failed);
            return true;
        }
    }

    private boolean connect(long nowNanos) {
        if (saidAnswer >= 0) {
            throw lost("the other side takes nothing any more");
        }
        checkConnecting(nowNanos);
        return secured() && log.connect(nowNanos);
    }

    /// Whether it is known who the other side is, where that matters.
    private boolean secured() {
        ControlEndpoint control = context.control();
        if (control == null || seal != null) {
            return true;
        }
        NodeAddress address = context.resolver().resolve(node);
        String at = address == null ? null : address.controlEndpoint();
        if (at == null) {
            trouble = ": its control address isn't known";
            return false;
        }
        PeerSession session = control.session(node, at);
        trouble = session == null ? control.trouble(node) : "";
        if (session != null) {
            seal = new LinkSeal(context, log, session, number);
        }
        return session != null;
    }

    /// The end of a control connection is that of the link.
    private void checkSessions() {
        LinkSeal sealed = seal;
        PeerSession heard = heardThrough;
        String ended = sealed == null ? null : sealed.session().ended();
        if (ended == null && heard != null) {
            ended = heard.ended();
        }
        if (ended != null) {
            throw lost("its control connection has ended: " + ended);
        }
    }

    private void checkConnecting(long nowNanos) {
        if (nowNanos - connectDeadlineNanos >= 0) {
            throw new SheafException(ErrorCode.LINK_LOST,
                    "node " + node + " can't be reached" + trouble + log.trouble());
        }
    }

    private boolean stepConnected(long nowNanos) {
        LinkSeal sealed = seal;
        boolean worked = sealed != null && sealed.flush();
        worked |= greet(nowNanos);
        if (!stands()) {
            checkConnecting(nowNanos);
            return worked;
        }
        worked |= speakAll();
        worked |= wakeWaiting();
        if (nowNanos - spokenNanos >= context.settings().keepAliveNanos()) {
            say(MessageKind.KEEP_ALIVE, 0, 0);
        }
        if (nowNanos - heardNanos >= context.settings().silenceNanosMax()) {
            throw lost("nothing was heard of it for " + (nowNanos - heardNanos) / 1_000_000 + " ms");
        }
        return worked;
    }

    /// Both sides know each other.
    private boolean stands() {
        Greeting known = peer;
        return known != null && known.answered() == number && saidAnswer == known.link();
    }

    private boolean greet(long nowNanos) {
        long answer = peer == null ? 0 : peer.link();
        if (saidAnswer == answer) {
            return false;
        }
        Greeting greeting = new Greeting(context.localNode(), node, context.incarnation(), number, answer);
        byte[] payload = greeting.toByteArray();
        LinkSeal sealed = seal;
        OfferResult result = sealed == null
                ? log.offer(message.message(MessageKind.GREETING, 0, 0, payload))
                : sealed.greet(payload);
        if (result != OfferResult.SENT) {
            return false;
        }
        saidAnswer = answer;
        spokenNanos = nowNanos;
        heardNanos = nowNanos;
        return true;
    }

    private boolean speakAll() {
        boolean worked = false;
        for (LinkSpeaker first = speakers.peek(); first != null; first = speakers.peek()) {
            // Before it speaks: what it has to say from now on it asks for again.
            first.speaking().set(false);
            if (!first.speak()) {
                first.speaking().set(true);
                return worked;
            }
            speakers.poll();
            worked = true;
        }
        return worked;
    }

    private boolean wakeWaiting() {
        boolean worked = false;
        while (!waitingForLog.isEmpty() && log.hasRoom()) {
            AeronOutboundStream waiting = waitingForLog.poll();
            if (waiting != null) {
                waiting.logHasRoom();
                worked = true;
            }
        }
        return worked;
    }

    /// Says something short.
    ///
    /// @return whether there was room
    boolean say(MessageKind kind, long stream, long value) {
        LinkSeal sealed = seal;
        return said(sealed == null
                ? log.offer(message.signal(kind, stream, value))
                : sealed.say(kind, stream, value, NOTHING));
    }

    /// Says something with a few bytes.
    boolean say(MessageKind kind, long stream, long value, byte[] payload) {
        LinkSeal sealed = seal;
        return said(sealed == null
                ? log.offer(message.message(kind, stream, value, payload))
                : sealed.say(kind, stream, value, payload));
    }

    private boolean said(OfferResult result) {
        if (result == OfferResult.SENT) {
            spokenNanos = context.clock().nanoTime();
            return true;
        }
        return false;
    }

    // Hearing.

    /// The other side has presented itself, by a log that is this link's from now on.
    void greeted(Greeting greeting, InboundLog from) {
        peer = greeting;
        peerLog = from;
        heard();
    }

    /// By which control connection that was proved.
    void heardThrough(PeerSession session) {
        heardThrough = session;
        if (seal == null) {
            seal = new LinkSeal(context, log, session, number);
        }
    }

    boolean hears(InboundLog from) {
        return peerLog == from;
    }

    void heard() {
        heardNanos = context.clock().nanoTime();
    }

    /// The stream of a frame; null when it has ended.
    @Nullable AeronInboundStream inbound(long wireNumber) {
        return inbound.get(wireNumber);
    }

    /// A message other than a frame.
    ///
    /// @param streamNumber of OPEN
    void hear(MessageHeader header, long streamNumber) {
        switch (header.kind()) {
            case OPEN -> opened(header, streamNumber);
            case FINISH -> finished(header.stream(), header.value());
            case ACCEPT, CREDIT -> {
                AeronOutboundStream stream = outbound(header.stream());
                if (stream != null) {
                    stream.credit(header.value());
                }
            }
            case STOP -> {
                AeronOutboundStream stream = outbound(header.stream());
                if (stream != null) {
                    stream.stop();
                }
            }
            case KEEP_ALIVE -> {}
            case GREETING, DATA -> throw new IllegalStateException(header.kind() + " is not heard here");
        }
    }

    private synchronized @Nullable AeronOutboundStream outbound(long wireNumber) {
        return outbound.get(wireNumber);
    }

    private void opened(MessageHeader header, long streamNumber) {
        long frameBytes = header.value();
        if (frameBytes < 1 || frameBytes > LinkContext.FRAME_BYTES_MAX) {
            throw MessageHeader.violation("a stream with frames of " + frameBytes + " bytes");
        }
        if (inbound.size() + unaccepted.size() >= STREAMS_MAX) {
            throw MessageHeader.violation("more than " + STREAMS_MAX + " streams");
        }
        PendingOpen open = new PendingOpen(header.stream(), streamNumber, (int) frameBytes);
        if (context.acceptor() == null) {
            unaccepted.add(open);
        } else {
            accept(open);
        }
    }

    /// Somebody takes streams now.
    void acceptPending() {
        List<PendingOpen> pending = List.copyOf(unaccepted);
        unaccepted.clear();
        pending.forEach(this::accept);
    }

    private void accept(PendingOpen open) {
        Transport.Acceptor acceptor = context.acceptor();
        if (acceptor == null) {
            throw new IllegalStateException("nobody takes streams");
        }
        int windowBytes = Math.max(
                context.settings().streamWindowBytes(), 2 * ReceiveRing.recordBytes(open.frameBytesMax()));
        AeronInboundStream stream;
        try {
            stream = new AeronInboundStream(
                    open.wireNumber(), this, windowBytes, open.frameBytesMax(), opener(open.wireNumber()),
                    context.memory());
        } catch (SheafException _) {
            // No memory: its sender sees the stream closed.
            speak(new Refusal(this, open.wireNumber()));
            return;
        }
        inbound.put(open.wireNumber(), stream);
        acceptor.accepted(node, open.number(), stream);
        speak(stream);
    }

    private @Nullable ChunkOpener opener(long wireNumber) {
        PeerSession session = heardThrough;
        Greeting known = peer;
        return session == null || known == null
                ? null
                : LinkSeal.opener(context, session, known.link(), wireNumber);
    }

    /// Ends a stream that was tampered with: the others go on.
    void refuse(AeronInboundStream stream, SheafException why) {
        LOG.log(System.Logger.Level.WARNING, "a stream of node {0} was closed: {1}", node, why.getMessage());
        stream.lose(why);
        speak(stream);
    }

    /// An inbound stream whose sender knows that no more is wanted.
    void forgetInbound(long wireNumber) {
        inbound.remove(wireNumber);
    }

    private void finished(long wireNumber, long frames) {
        unaccepted.removeIf(open -> open.wireNumber() == wireNumber);
        AeronInboundStream stream = inbound.remove(wireNumber);
        if (stream != null) {
            stream.finish(frames);
        }
    }

    // The end.

    private SheafException lost(String why) {
        return new SheafException(ErrorCode.LINK_LOST, "the link to node " + node + " was lost: " + why);
    }

    /// The other side doesn't want the log with that registration.
    void logRefused(long registration, String why) {
        if (!lost && log.isRegisteredAs(registration)) {
            lose(lost("the other side refuses it: " + why));
        }
    }

    /// The other side's log has ended.
    void logEnded() {
        lose(lost("the other side has gone"));
    }

    /// Ends the link and all its streams. What has come of inbound streams can still be taken.
    void lose(SheafException reason) {
        List<AeronOutboundStream> sending;
        boolean stood = stands();
        synchronized (this) {
            if (lost) {
                return;
            }
            lost = true;
            sending = List.copyOf(outbound.values());
            outbound.clear();
        }
        context.forget(this);
        log.close();
        sending.forEach(AeronOutboundStream::wakeAll);
        inbound.values().forEach(stream -> stream.lose(reason));
        Greeting known = peer;
        if (known != null && stood) {
            context.listener().linkLost(node, known.incarnation(), reason);
        }
    }
}
