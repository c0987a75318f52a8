// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.core.control.ControlConnections;
import dev.sheaf.core.control.NodeInfo;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Control connections over sockets. Each place to call has a thread that calls, and calls again when the connection is
/// lost; names are resolved anew each time.
public final class SocketConnections implements ControlConnections {
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final long CALL_AGAIN_MILLIS_MIN = 50;
    private static final long CALL_AGAIN_MILLIS_MAX = 2_000;
    private static final int GREETING_AT_ONCE_MAX = 64;

    private final @Nullable Endpoint listen;
    private final List<Endpoint> coordinators;
    private final ControlSockets sockets;
    private final Consumer<String> log;
    private final Map<Long, SocketConnection> open = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Socket> greeting = new HashSet<>();
    private @Nullable ServerSocket server;

    /// @param listen where workers call; null for a node that nobody calls
    /// @param coordinators whom this node calls
    /// @param log is told of what goes wrong between nodes
    public SocketConnections(
            @Nullable Endpoint listen, List<Endpoint> coordinators, ControlSockets sockets, Consumer<String> log) {
        this.listen = listen;
        this.coordinators = List.copyOf(coordinators);
        this.sockets = sockets;
        this.log = log;
    }

    @Override
    public void start(NodeInfo self, Handler handler) {
        Endpoint address = listen;
        if (address != null) {
            ServerSocket bound = listen(address);
            server = bound;
            start("sheaf-control-accept", () -> accept(bound, self, handler));
        }
        for (Endpoint coordinator : coordinators) {
            start("sheaf-control-call-" + coordinator, () -> call(coordinator, self, handler));
        }
    }

    private ServerSocket listen(Endpoint address) {
        try {
            return sockets.listen(address.resolve());
        } catch (IOException failed) {
            throw new SheafException(
                    ErrorCode.IO_ERROR, "can't listen on " + address + ": " + failed.getMessage(), failed);
        }
    }

    /// Where it is called; null when nobody can call it.
    public @Nullable InetSocketAddress address() {
        ServerSocket bound = server;
        return bound == null ? null : (InetSocketAddress) bound.getLocalSocketAddress();
    }

    private void accept(ServerSocket bound, NodeInfo self, Handler handler) {
        while (!closed()) {
            try {
                Socket socket = bound.accept();
                if (admit(socket)) {
                    start("sheaf-control-greet", () -> serve(socket, self, handler));
                }
            } catch (IOException failed) {
                if (!closed()) {
                    log.accept("can't accept a connection: " + failed.getMessage());
                    pause(CALL_AGAIN_MILLIS_MIN);
                }
            }
        }
    }

    /// So that callers who never greet take no more than so many threads.
    private boolean admit(Socket socket) throws IOException {
        synchronized (greeting) {
            if (greeting.size() < GREETING_AT_ONCE_MAX && !closed()) {
                greeting.add(socket);
                return true;
            }
        }
        socket.close();
        return false;
    }

    private void serve(Socket socket, NodeInfo self, Handler handler) {
        try {
            run(socket, self, handler, false);
        } catch (IOException failed) {
            if (!closed()) {
                log.accept("refused " + socket.getRemoteSocketAddress() + ": " + failed.getMessage());
            }
        } finally {
            greeted(socket);
        }
    }

    private void greeted(Socket socket) {
        synchronized (greeting) {
            greeting.remove(socket);
        }
    }

    private void call(Endpoint coordinator, NodeInfo self, Handler handler) {
        long pauseMillis = CALL_AGAIN_MILLIS_MIN;
        String told = "";
        while (!closed()) {
            try {
                Socket socket = sockets.connect(coordinator.resolve(), CONNECT_MILLIS_MAX);
                run(socket, self, handler, true);
                pauseMillis = CALL_AGAIN_MILLIS_MIN;
                told = "";
            } catch (IOException failed) {
                String trouble = "can't join " + coordinator + ": " + failed.getMessage();
                if (!closed() && !trouble.equals(told)) {
                    told = trouble;
                    log.accept(trouble);
                }
            }
            pause(pauseMillis);
            pauseMillis = Math.min(CALL_AGAIN_MILLIS_MAX, 2 * pauseMillis);
        }
    }

    /// Has a connection from its greeting to its end.
    private void run(Socket socket, NodeInfo self, Handler handler, boolean calls) throws IOException {
        Connection connection;
        SocketConnection conversation;
        try {
            conversation = new SocketConnection(socket);
            connection = conversation.greet(self, calls, lastNumber.incrementAndGet(), sockets);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        greeted(socket);
        open.put(connection.number(), conversation);
        if (closed()) {
            conversation.close("the node is being closed");
        }
        handler.connected(connection);
        start("sheaf-control-to-" + connection.peer().node(), conversation::writeAll);
        String reason = conversation.readAll(handler::received);
        open.remove(connection.number());
        handler.closed(connection, reason);
        if (!closed()) {
            log.accept("the connection to node " + connection.peer().node() + " is closed: " + reason);
        }
    }

    @Override
    public void send(Connection connection, byte[] letter) {
        SocketConnection conversation = open.get(connection.number());
        if (conversation != null) {
            conversation.send(letter);
        }
    }

    @Override
    public void disconnect(Connection connection, String reason) {
        SocketConnection conversation = open.get(connection.number());
        if (conversation != null) {
            conversation.close(reason);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        ServerSocket bound = server;
        try {
            if (bound != null) {
                bound.close();
            }
            synchronized (greeting) {
                for (Socket socket : greeting) {
                    socket.close();
                }
            }
        } catch (IOException failed) {
            log.accept("can't close a socket: " + failed.getMessage());
        }
        open.values().forEach(conversation -> conversation.close("the node is being closed"));
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }
}
