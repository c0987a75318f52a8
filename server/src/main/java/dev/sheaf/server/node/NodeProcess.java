// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.cluster.membership.Liveness;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.NodeTransportProvider;
import dev.sheaf.engine.ClusterNode;
import dev.sheaf.engine.node.NodeSettings;
import dev.sheaf.engine.runtime.SystemClock;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A node with all that belongs to its process: sockets, endpoints, and the order in which they begin and end.
public final class NodeProcess implements AutoCloseable {
    private static final String TRANSPORT = "aeron";

    private final NodeConfiguration configuration;
    private final Consumer<String> log;
    private final SocketConnections control;
    private final ClusterNode node;
    private final @Nullable HealthServer health;

    private NodeProcess(
            NodeConfiguration configuration,
            Consumer<String> log,
            SocketConnections control,
            ClusterNode node,
            @Nullable HealthServer health) {
        this.configuration = configuration;
        this.log = log;
        this.control = control;
        this.node = node;
        this.health = health;
    }

    /// Starts a node.
    ///
    /// @param sockets makes its control connections
    /// @param log is told, line by line, what an operator should know
    /// @throws SheafException when an address can't be had, or the machine lacks what links need
    public static NodeProcess start(NodeConfiguration configuration, ControlSockets sockets, Consumer<String> log) {
        if (configuration.plainLinks()) {
            log.accept("WARNING: " + NodeKey.PLAIN_LINKS.key()
                    + " is set: whoever is on the network can read and change what nodes say to each other");
        }
        Clock clock = new SystemClock();
        SocketConnections control = new SocketConnections(
                configuration.controlListen(), configuration.coordinators(), sockets, log);
        ClusterNode node = new ClusterNode(
                configuration.engine(),
                new NodeSettings(
                        configuration.name(),
                        clock.epochMicros(),
                        configuration.coordinates(),
                        configuration.works(),
                        control,
                        transport(),
                        configuration.dataListen().toString(),
                        configuration.dataAdvertise(),
                        configuration.dataBytes(),
                        configuration.dataPeers(),
                        configuration.certificates(),
                        configuration.plainLinks(),
                        Liveness.DEFAULT));
        try {
            Endpoint http = configuration.httpListen();
            HealthServer health = http == null ? null : new HealthServer(http, node::ready, () -> load(node));
            NodeProcess process = new NodeProcess(configuration, log, control, node, health);
            log.accept(process.greeting());
            return process;
        } catch (RuntimeException failed) {
            node.close();
            throw failed;
        }
    }

    private static String load(ClusterNode node) {
        return "queries=" + node.queryCount() + " tasks=" + node.runningTasks();
    }

    private static NodeTransportProvider transport() {
        return NodeTransportProvider.find(TRANSPORT)
                .orElseThrow(() -> new SheafException(
                        ErrorCode.NOT_SUPPORTED, "there is no transport \"" + TRANSPORT + "\" on the class path"));
    }

    /// The first line that a node logs, which scripts may read: `key=value` for each place where it listens.
    private String greeting() {
        StringBuilder line = new StringBuilder("node ").append(configuration.name()).append(" started");
        append(line, "control", control.address());
        line.append(" data=").append(node.dataAddress());
        append(line, "http", health == null ? null : health.address());
        return line.toString();
    }

    private static void append(StringBuilder line, String what, @Nullable InetSocketAddress address) {
        if (address != null) {
            String host = address.getAddress().getHostAddress();
            line.append(' ').append(what).append('=').append(new Endpoint(host, address.getPort()));
        }
    }

    public ClusterNode node() {
        return node;
    }

    /// Where a coordinator is called by workers; null on a node that only works.
    public @Nullable InetSocketAddress controlAddress() {
        return control.address();
    }

    /// Waits for what runs, takes nothing new meanwhile, and ends. What takes longer than the configuration allows is
    /// ended with an error.
    public void stop() {
        log.accept("node " + configuration.name() + " drains");
        boolean drained = node.drain(configuration.drainNanos());
        log.accept("node " + configuration.name() + (drained ? " has nothing left to do" : " waits no longer"));
        close();
        log.accept("node " + configuration.name() + " stopped");
    }

    @Override
    public void close() {
        try {
            node.close();
        } finally {
            if (health != null) {
                health.close();
            }
        }
    }
}
