// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.control;

/// Connections that carry control letters between the nodes of a cluster: a worker calls its coordinators, and letters
/// go both ways, in order, until either side closes or dies. Each connection is to one life of a node. Safe for use by
/// many threads.
///
/// Who is at the other end is known before the handler hears of a connection: that is where certificates are checked.
public interface ControlConnections extends AutoCloseable {
    /// A connection that stands.
    ///
    /// @param number never used again in this process
    /// @param peer what the other side says of itself
    /// @param called whether this side called, as a worker does
    record Connection(long number, NodeInfo peer, boolean called) {}

    /// Hears of connections, one event after the other for each of them, on any thread. Must not block.
    interface Handler {
        /// Comes first.
        void connected(Connection connection);

        /// @throws dev.sheaf.core.error.SheafException PROTOCOL_VIOLATION for what no honest node sends: the connection
        /// is closed
        void received(Connection connection, byte[] letter);

        /// Comes last, once.
        void closed(Connection connection, String reason);
    }

    /// Begins to listen and to call. Once.
    ///
    /// @throws dev.sheaf.core.error.SheafException IO_ERROR when the address can't be had
    void start(NodeInfo self, Handler handler);

    /// Sends a letter, unless the connection is closed. Never waits.
    void send(Connection connection, byte[] letter);

    /// Closes a connection; the handler hears of it. A caller calls again later.
    void disconnect(Connection connection, String reason);

    /// Closes all connections.
    @Override
    void close();
}
