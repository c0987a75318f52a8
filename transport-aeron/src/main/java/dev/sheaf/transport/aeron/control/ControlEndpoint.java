// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.certificates.CertificateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// A node's end of its control connections: takes calls, calls others when a link to them is wanted, and tells which
/// connections stand. One that nobody proves anything on costs a little memory until its deadline; only so many of them
/// are kept, so that a stranger's don't keep a node's out.
///
/// Runs in one thread of its own, or in that of its owner, who then calls [#step] and closes it in the same thread.
public final class ControlEndpoint implements AutoCloseable, ControlConnection.Listener {
    private static final System.Logger LOG = System.getLogger(ControlEndpoint.class.getName());
    private static final int STRANGERS_MAX = 64;
    private static final long SELECT_MILLIS = 20;
    private static final long RETRY_NANOS = 200_000_000L;
    private static final Duration END_MAX = Duration.ofSeconds(5);

    private final ControlSettings settings;
    private final CertificateStore certificates;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final String endpoint;
    private final @Nullable Thread thread;
    private volatile boolean closed;

    /// Seen by other threads.
    private final Map<Long, PeerSession> sessionsById = new ConcurrentHashMap<>();
    private final Map<String, PeerSession> sessionsByNode = new ConcurrentHashMap<>();
    private final Map<String, String> wanted = new ConcurrentHashMap<>();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    /// Of the control thread.
    private final Set<ControlConnection> connections = new LinkedHashSet<>();

    /// Why a node could not be reached, and when.
    private record Failure(String why, long nanos) {}

    private ControlEndpoint(ControlSettings settings, @Nullable ThreadFactory threads) {
        this.settings = settings;
        this.certificates = new CertificateStore(settings.certificates(), settings.node(), settings.clock());
        HostPort listen = HostPort.of(settings.listenEndpoint());
        try {
            this.selector = Selector.open();
            this.server = ServerSocketChannel.open();
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(listen.resolve());
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            this.endpoint = listen.withPort(((InetSocketAddress) server.getLocalAddress()).getPort())
                    .toString();
        } catch (IOException e) {
            throw new SheafException(
                    ErrorCode.IO_ERROR, "can't listen at " + settings.listenEndpoint() + ": " + e.getMessage(), e);
        }
        this.thread = threads == null ? null : threads.newThread(this::run);
    }

    /// Begins to listen, in a thread of its own.
    ///
    /// @throws SheafException IO_ERROR when the address can't be had; what certificates are refused with
    public static ControlEndpoint start(ControlSettings settings, ThreadFactory threads) {
        ControlEndpoint started = new ControlEndpoint(settings, threads);
        if (started.thread != null) {
            started.thread.setName("sheaf control " + settings.node());
            started.thread.start();
        }
        return started;
    }

    /// Begins to listen; the owner steps it.
    ///
    /// @throws SheafException IO_ERROR when the address can't be had; what certificates are refused with
    public static ControlEndpoint stepped(ControlSettings settings) {
        return new ControlEndpoint(settings, null);
    }

    /// Where others call, with the port, as `host:port`.
    public String endpoint() {
        return endpoint;
    }

    /// The connection to a node; calls it when there is none.
    ///
    /// @param at where it takes calls
    /// @return null while none stands: ask again
    public @Nullable PeerSession session(String node, String at) {
        PeerSession known = sessionsByNode.get(node);
        if (known != null && known.ended() == null) {
            return known;
        }
        if (!closed && wanted.put(node, at) == null && thread != null) {
            selector.wakeup();
        }
        return null;
    }

    /// A connection that stands, by what both sides call it.
    public @Nullable PeerSession session(long id) {
        return sessionsById.get(id);
    }

    /// Why the last call to a node has failed, as the end of a sentence.
    public String trouble(String node) {
        Failure failure = failures.get(node);
        return failure == null ? "" : ": " + failure.why();
    }

    private void run() {
        try {
            while (!closed) {
                work(SELECT_MILLIS);
            }
        } finally {
            end();
        }
    }

    /// Does what can be done now; for the owner of one without a thread.
    ///
    /// @return whether there was anything
    public boolean step() {
        return work(0);
    }

    private boolean work(long waitMillis) {
        if (!selector.isOpen()) {
            return false;
        }
        try {
            if (waitMillis > 0) {
                selector.select(waitMillis);
            } else {
                selector.selectNow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean worked = false;
        for (SelectionKey key : selector.selectedKeys()) {
            worked |= ready(key);
        }
        selector.selectedKeys().clear();
        long nowNanos = settings.clock().nanoTime();
        for (ControlConnection connection : List.copyOf(connections)) {
            connection.step(nowNanos);
        }
        callWanted(nowNanos);
        return worked;
    }

    private boolean ready(SelectionKey key) {
        if (!key.isValid()) {
            return false;
        }
        if (key.attachment() instanceof ControlConnection connection) {
            connection.ready(key);
            return true;
        }
        return accept();
    }

    private boolean accept() {
        try {
            SocketChannel caller = server.accept();
            if (caller == null) {
                return false;
            }
            add(caller, null);
            return true;
        } catch (IOException e) {
            // No file left, for instance: the longest stranger goes, and the next look takes the call.
            LOG.log(System.Logger.Level.WARNING, "node {0}: a call was not taken: {1}", settings.node(), e);
            dropStranger();
            return false;
        }
    }

    private void add(SocketChannel channel, @Nullable String dialled) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        ControlConnection added = new ControlConnection(
                settings, channel, certificates.current().engine(dialled), dialled, this);
        connections.add(added);
        channel.register(selector, dialled == null ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, added);
        if (connections.stream().filter(ControlEndpoint::isStranger).count() > STRANGERS_MAX) {
            dropStranger();
        }
    }

    private static boolean isStranger(ControlConnection connection) {
        return connection.session() == null && connection.dialled() == null;
    }

    private void dropStranger() {
        connections.stream()
                .filter(ControlEndpoint::isStranger)
                .findFirst()
                .ifPresent(oldest -> oldest.close("too many callers who have proved nothing"));
    }

    private void callWanted(long nowNanos) {
        for (Map.Entry<String, String> each : List.copyOf(wanted.entrySet())) {
            String node = each.getKey();
            boolean calling = connections.stream()
                    .anyMatch(known -> node.equals(known.dialled()) && known.session() == null);
            Failure failure = failures.get(node);
            boolean tooEarly = failure != null && nowNanos - failure.nanos() < RETRY_NANOS;
            if (calling || sessionsByNode.containsKey(node)) {
                wanted.remove(node);
            } else if (!tooEarly) {
                wanted.remove(node);
                call(node, each.getValue());
            }
        }
    }

    private void call(String node, String at) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            add(channel, node);
            if (channel.connect(HostPort.of(at).resolve())) {
                channel.keyFor(selector).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException | SheafException e) {
            fail(node, "can't call " + at + ": " + e.getMessage());
            if (channel != null) {
                SelectionKey key = channel.keyFor(selector);
                if (key != null && key.attachment() instanceof ControlConnection failed) {
                    failed.close(String.valueOf(e.getMessage()));
                } else {
                    close(channel);
                }
            }
        }
    }

    private void fail(String node, String why) {
        failures.put(node, new Failure(why, settings.clock().nanoTime()));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable String stands(ControlConnection connection, PeerSession session) {
        for (ControlConnection other : List.copyOf(connections)) {
            PeerSession known = other.session();
            if (other == connection || known == null || !known.node().equals(session.node())) {
                continue;
            }
            if (known.incarnation() > session.incarnation()) {
                return "node " + session.node() + " has begun a later life";
            }
            boolean sameCaller = (other.dialled() == null) == (connection.dialled() == null);
            if (known.incarnation() < session.incarnation()) {
                other.close("the other side has begun a new life");
            } else if (sameCaller) {
                other.close("the other side has called anew");
            }
        }
        sessionsById.put(session.id(), session);
        PeerSession preferred = sessionsByNode.get(session.node());
        if (preferred == null || preferred.ended() != null) {
            sessionsByNode.put(session.node(), session);
        }
        failures.remove(session.node());
        return null;
    }

    @Override
    public void closed(ControlConnection connection, String why) {
        connections.remove(connection);
        PeerSession session = connection.session();
        String dialled = connection.dialled();
        if (session == null) {
            System.Logger.Level level = dialled == null ? System.Logger.Level.DEBUG : System.Logger.Level.INFO;
            LOG.log(level, "node {0}: a control connection was refused: {1}", settings.node(), why);
            if (dialled != null) {
                fail(dialled, why);
            }
            return;
        }
        sessionsById.remove(session.id(), session);
        if (sessionsByNode.remove(session.node(), session)) {
            for (ControlConnection other : connections) {
                PeerSession stands = other.session();
                if (stands != null && stands.node().equals(session.node())) {
                    sessionsByNode.put(session.node(), stands);
                    break;
                }
            }
        }
    }

    /// Ends all connections, and with them the links of those at the other ends.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (thread == null) {
            end();
            return;
        }
        selector.wakeup();
        try {
            thread.join(END_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        List<ControlConnection> open = new ArrayList<>(connections);
        open.forEach(each -> each.close("node " + settings.node() + " is closed"));
        try {
            server.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
