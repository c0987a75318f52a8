// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.transport.aeron.control.ControlEndpoint;
import dev.sheaf.transport.aeron.control.ControlSettings;
import dev.sheaf.transport.aeron.control.HostPort;
import dev.sheaf.transport.aeron.secure.KeyRotation;
import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.status.PublicationErrorFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Carries streams between nodes over Aeron: between hosts as datagrams, within one through shared memory. All streams
/// to another node share one log there and one back, each with a window of its own, so that none holds up the others.
///
/// A transport lives as long as its node's incarnation and its connection to the media driver. Links to single nodes
/// may come and go; when the driver is lost, all are, and the node begins a new life with a new transport.
///
/// Runs in one thread of its own, or in that of its owner, who then calls [#step] and closes it in the same thread.
public final class AeronTransport implements Transport {
    private static final System.Logger LOG = System.getLogger(AeronTransport.class.getName());
    private static final long START_NANOS_MAX = 10_000_000_000L;

    private final NodeSettings settings;
    private final DriverClient client;
    private final Context context = new Context();
    private final List<InboundLog> logs = new ArrayList<>();
    private final Set<AeronInboundStream> held = ConcurrentHashMap.newKeySet();
    private final @Nullable ControlEndpoint control;
    private final NodeAddress address;
    private final @Nullable TransportRunner runner;
    private volatile @Nullable Acceptor acceptor;
    private volatile @Nullable SheafException failure;
    private boolean pendingAccepted;

    /// Nodes that others say are gone, with the reasons.
    private final Queue<Map.Entry<String, SheafException>> lostPeers = new ConcurrentLinkedQueue<>();

    /// Guarded by this; the array is what the stepping thread sees.
    private final Map<String, AeronLink> links = new LinkedHashMap<>();
    private volatile AeronLink[] stepped = {};
    private long lastLinkNumber;
    private boolean closed;

    private AeronTransport(NodeSettings settings, DriverAccess access, @Nullable ThreadFactory threads) {
        this.settings = settings;
        checkPlain(settings);
        this.control = openControl(settings, threads);
        this.client = connect(access);
        try {
            this.address = listen(access);
        } catch (RuntimeException e) {
            client.close();
            closeControl();
            throw e;
        }
        this.runner = threads == null
                ? null
                : new TransportRunner(settings.node(), this::step, this::end, this::fail, threads);
    }

    /// Begins to listen, in a thread of its own.
    ///
    /// @throws SheafException IO_ERROR when there is no driver, or the address can't be had
    public static AeronTransport start(NodeSettings settings, DriverAccess access, ThreadFactory threads) {
        AeronTransport transport = new AeronTransport(settings, access, threads);
        if (transport.runner != null) {
            transport.runner.start();
        }
        return transport;
    }

    /// Begins to listen; the owner steps it.
    ///
    /// @throws SheafException IO_ERROR when there is no driver, or the address can't be had
    public static AeronTransport stepped(NodeSettings settings, DriverAccess access) {
        return new AeronTransport(settings, access, null);
    }

    private static void checkPlain(NodeSettings settings) {
        String endpoint = settings.links().listenEndpoint();
        if (!(settings.security() instanceof LinkSecurity.Plain plain) || endpoint == null
                || HostPort.of(endpoint).isLoopback()) {
            return;
        }
        if (!plain.beyondLoopback()) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "node " + settings.node() + " would take links at " + endpoint + " that are not encrypted: give it"
                            + " certificates, or allow plain links beyond this machine explicitly");
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "NODE {0} TAKES LINKS AT {1} THAT ARE NOT ENCRYPTED: whoever reaches that port reads and alters data",
                settings.node(), endpoint);
    }

    private static @Nullable ControlEndpoint openControl(NodeSettings settings, @Nullable ThreadFactory threads) {
        return switch (settings.security()) {
            case LinkSecurity.Plain _ -> null;
            case LinkSecurity.Sealed sealed -> {
                LinkSettings links = settings.links();
                ControlSettings asked = new ControlSettings(
                        settings.node(), settings.incarnation(), sealed.controlEndpoint(), sealed.certificates(),
                        settings.clock(), links.connectNanosMax(), links.keepAliveNanos(), links.silenceNanosMax());
                yield threads == null ? ControlEndpoint.stepped(asked) : ControlEndpoint.start(asked, threads);
            }
        };
    }

    private DriverClient connect(DriverAccess access) {
        try {
            return DriverClient.connect(access, settings.node(), settings.clock(), this::refused);
        } catch (RuntimeException e) {
            closeControl();
            throw e;
        }
    }

    private void closeControl() {
        if (control != null) {
            control.close();
        }
    }

    private NodeAddress listen(DriverAccess access) {
        Clock clock = settings.clock();
        String endpoint = settings.links().listenEndpoint();
        if (endpoint != null) {
            String channel = CommonContext.UDP_CHANNEL + "?endpoint=" + endpoint;
            Subscription udp = client.listen(channel, NodeAddress.UDP_STREAM, this::available, this::unavailable);
            endpoint = client.endpoint(udp, access.awaiting(), clock.nanoTime() + START_NANOS_MAX, clock);
        }
        int ipcStream = 0;
        if (settings.links().ipc()) {
            // Users of one driver must not take each other's; a greeting to somebody else is refused all the same.
            ipcStream = (31 * settings.node().hashCode() + Long.hashCode(settings.incarnation())) & 0x7FFF_FFFF | 1;
            client.listen(CommonContext.IPC_CHANNEL, ipcStream, this::available, this::unavailable);
        }
        return new NodeAddress(
                endpoint, client.directory(), ipcStream, control == null ? null : control.endpoint());
    }

    @Override
    public String localNode() {
        return settings.node();
    }

    /// Where other nodes reach this one.
    public NodeAddress address() {
        return address;
    }

    @Override
    public OutboundStream open(String node, long stream) {
        while (true) {
            OutboundStream opened = link(node).open(stream);
            // Otherwise the link was lost just now.
            if (opened != null) {
                return opened;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void accept(Acceptor taker) {
        synchronized (this) {
            if (acceptor != null) {
                throw new IllegalStateException("node " + localNode() + " has an acceptor already");
            }
            acceptor = taker;
        }
    }

    /// Ends the link to a node, which is gone for good as whoever decides that says: at the next step. Any thread may
    /// call it.
    public void peerLost(String node, SheafException reason) {
        lostPeers.add(Map.entry(node, reason));
    }

    private synchronized AeronLink link(String node) {
        SheafException failed = failure;
        if (closed || failed != null) {
            throw new SheafException(
                    ErrorCode.ENGINE_CLOSED,
                    "the transport of node " + localNode() + " is closed"
                            + (failed == null ? "" : ": " + failed.getMessage()));
        }
        AeronLink link = links.get(node);
        return link == null ? add(node) : link;
    }

    private synchronized AeronLink add(String node) {
        AeronLink link = new AeronLink(context, node, ++lastLinkNumber);
        links.put(node, link);
        stepped = links.values().toArray(AeronLink[]::new);
        return link;
    }

    // Stepping.

    /// Does some of what is to be done: takes what has come, says what is to be said, minds deadlines. Never waits. For
    /// the owner of a transport without a thread.
    ///
    /// @return whether there was anything to do
    public boolean step() {
        if (failure != null) {
            return false;
        }
        boolean worked = control != null && runner == null && control.step();
        // Not counted: most of it is telling the driver that the client lives.
        client.step();
        Throwable failed = client.failure();
        if (failed != null) {
            fail(new IllegalStateException("the media driver is lost: " + failed.getMessage(), failed));
            return true;
        }
        for (InboundLog log : logs) {
            worked |= log.step();
        }
        acceptPending();
        losePeers();
        long nowNanos = settings.clock().nanoTime();
        for (AeronLink link : stepped) {
            worked |= link.step(nowNanos);
        }
        return worked;
    }

    private void losePeers() {
        for (Map.Entry<String, SheafException> lost = lostPeers.poll(); lost != null; lost = lostPeers.poll()) {
            AeronLink link = current(lost.getKey());
            if (link != null) {
                link.lose(lost.getValue());
            }
        }
    }

    private void acceptPending() {
        if (!pendingAccepted && acceptor != null) {
            pendingAccepted = true;
            for (AeronLink link : stepped) {
                link.acceptPending();
            }
        }
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            SheafException failed = new SheafException(
                    ErrorCode.LINK_LOST, "node " + localNode() + " can't go on: " + cause.getMessage(), cause);
            failure = failed;
            loseAll(failed);
            // The others need not wait for silence.
            closeControl();
        }
    }

    private void loseAll(SheafException reason) {
        for (AeronLink link : stepped) {
            link.lose(reason);
        }
    }

    private void available(Image image) {
        logs.add(new InboundLog(image, context, this::greeted));
    }

    private void unavailable(Image image) {
        logs.removeIf(log -> {
            boolean gone = log.isOf(image);
            if (gone) {
                log.ended();
            }
            return gone;
        });
    }

    private void refused(PublicationErrorFrame frame) {
        for (AeronLink link : stepped) {
            link.logRefused(frame.registrationId(), frame.errorMessage());
        }
    }

    /// Which link a log belongs to whose speaker has presented himself.
    private @Nullable AeronLink greeted(Greeting greeting, InboundLog from, @Nullable AeronLink spoken) {
        if (!greeting.to().equals(localNode())) {
            return null;
        }
        AeronLink link = current(greeting.from());
        Greeting known = link == null ? null : link.peer();
        if (link != null && known != null && !link.hears(from)) {
            if (isOlder(greeting, known)) {
                return null;
            }
            link.lose(new SheafException(
                    ErrorCode.LINK_LOST,
                    "the link to node " + link.node() + " was lost: the other side has "
                            + (known.incarnation() == greeting.incarnation() ? "given it up" : "begun a new life")));
            link = null;
        }
        if (spoken != null && spoken != link) {
            return null;
        }
        if (greeting.answered() != 0 && (link == null || link.number() != greeting.answered())) {
            return null;
        }
        if (link == null) {
            link = addUnlessClosed(greeting.from());
        }
        if (link != null) {
            link.greeted(greeting, from);
        }
        return link;
    }

    private synchronized @Nullable AeronLink current(String node) {
        return links.get(node);
    }

    private synchronized @Nullable AeronLink addUnlessClosed(String node) {
        return closed ? null : add(node);
    }

    private static boolean isOlder(Greeting greeting, Greeting known) {
        return greeting.incarnation() != known.incarnation()
                ? greeting.incarnation() < known.incarnation()
                : greeting.link() <= known.link();
    }

    // The end.

    /// Ends all links at once: what is still under way is lost. Waits until the thread is done, at most some seconds.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (runner == null) {
            end();
        } else {
            runner.close();
        }
    }

    private void end() {
        loseAll(new SheafException(ErrorCode.ENGINE_CLOSED, "node " + localNode() + " is closed"));
        client.close();
        closeControl();
        List.copyOf(held).forEach(AeronInboundStream::discard);
    }

    /// What links see of it.
    private final class Context implements LinkContext {
        @Override
        public String localNode() {
            return settings.node();
        }

        @Override
        public long incarnation() {
            return settings.incarnation();
        }

        @Override
        public LinkSettings settings() {
            return settings.links();
        }

        @Override
        public Clock clock() {
            return settings.clock();
        }

        @Override
        public MemoryContext memory() {
            return settings.memory();
        }

        @Override
        public Set<AeronInboundStream> held() {
            return held;
        }

        @Override
        public NodeResolver resolver() {
            return settings.resolver();
        }

        @Override
        public @Nullable ControlEndpoint control() {
            return control;
        }

        @Override
        public KeyRotation rotation() {
            return settings.security() instanceof LinkSecurity.Sealed sealed
                    ? sealed.rotation()
                    : KeyRotation.DEFAULT;
        }

        @Override
        public LinkSecurity security() {
            return settings.security();
        }

        @Override
        public LinkListener listener() {
            return settings.listener();
        }

        @Override
        public Aeron aeron() {
            return client.aeron();
        }

        @Override
        public String driverDirectory() {
            return client.directory();
        }

        @Override
        public @Nullable Acceptor acceptor() {
            return acceptor;
        }

        @Override
        public void forget(AeronLink link) {
            synchronized (AeronTransport.this) {
                links.remove(link.node(), link);
                stepped = links.values().toArray(AeronLink[]::new);
            }
        }
    }
}
