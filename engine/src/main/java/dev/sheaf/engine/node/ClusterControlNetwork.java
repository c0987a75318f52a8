// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.node;

import dev.sheaf.cluster.membership.MembershipNotice;
import dev.sheaf.cluster.protocol.AgentName;
import dev.sheaf.cluster.protocol.ClusterMessage;
import dev.sheaf.cluster.protocol.ClusterMessageCodec;
import dev.sheaf.core.codec.Decoder;
import dev.sheaf.core.codec.Encoder;
import dev.sheaf.core.control.ControlConnections;
import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.control.MessageCodec;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The control network of a node: agents of its own hand messages to each other by reference, those of other nodes are
/// reached over the connection between the two. A coordinating agent lives where a connection is called, a working one
/// where it comes from, so that the name of an agent tells which of two connections between the same nodes is meant.
///
/// A peer speaks for its own agents only, and only what the addressed agent takes. Safe for use by many threads.
public final class ClusterControlNetwork implements ControlNetwork, ControlConnections.Handler {
    private final String node;
    private final ControlNetwork local;
    private final ControlConnections connections;
    private final MessageCodec codec = new ClusterMessageCodec();
    private final Map<String, Connection> called = new ConcurrentHashMap<>();
    private final Map<String, Connection> accepted = new ConcurrentHashMap<>();

    /// @param local carries the letters of the node's own agents; closed with this
    /// @param connections closed with this
    public ClusterControlNetwork(String node, ControlNetwork local, ControlConnections connections) {
        this.node = node;
        this.local = local;
        this.connections = connections;
    }

    @Override
    public Mailbox open(String agent) {
        return local.open(agent);
    }

    @Override
    public void send(String from, String to, ControlMessage message) {
        AgentName agent = AgentName.of(to);
        if (agent.node().equals(node)) {
            local.send(from, to, message);
            return;
        }
        Connection connection = routes(agent.coordinates()).get(agent.node());
        if (connection != null) {
            Encoder out = new Encoder();
            out.text(from);
            out.text(to);
            out.byteArray(codec.encode(from, message));
            connections.send(connection, out.toByteArray());
        }
    }

    @Override
    public void connected(Connection connection) {
        routes(connection.called()).merge(connection.peer().node(), connection,
                (known, added) -> known.peer().incarnation() > added.peer().incarnation() ? known : added);
        notify(connection, new MembershipNotice.Connected(connection));
    }

    @Override
    public void received(Connection connection, byte[] letter) {
        Decoder in = new Decoder(letter);
        String from = in.text();
        String to = in.text();
        byte[] bytes = in.byteArray();
        in.end();
        AgentName sender = AgentName.of(from);
        AgentName receiver = AgentName.of(to);
        ControlMessage message = codec.decode(bytes);
        if (!sender.node().equals(connection.peer().node())
                || sender.coordinates() != connection.called()
                || receiver.coordinates() == connection.called()
                || !receiver.node().equals(node)
                || !(message instanceof ClusterMessage known && receiver.takes(known))) {
            throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "node " + connection.peer().node() + " sent " + message.getClass().getSimpleName() + " from "
                            + from + " to " + to);
        }
        Connection route = routes(connection.called()).get(sender.node());
        if (route != null && route.number() == connection.number()) {
            local.send(from, to, message);
        }
    }

    @Override
    public void closed(Connection connection, String reason) {
        routes(connection.called()).remove(connection.peer().node(), connection);
        notify(connection, new MembershipNotice.Closed(connection, reason));
    }

    /// @param toCoordinators over connections that this node called
    private Map<String, Connection> routes(boolean toCoordinators) {
        return toCoordinators ? called : accepted;
    }

    private void notify(Connection connection, MembershipNotice notice) {
        String agent = connection.called() ? AgentName.attendant(node) : AgentName.registry(node);
        local.send(agent, agent, notice);
    }

    @Override
    public void close() {
        connections.close();
        local.close();
    }
}
