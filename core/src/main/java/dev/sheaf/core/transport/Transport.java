// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.transport;

/// The byte level of links between nodes: small, non-blocking, and the same over queues, a simulated network and Aeron.
/// Opens streams to named nodes and accepts those that others open.
///
/// The promise, held by one contract suite: order within a stream, no duplicates, loss only as a visible close. Streams
/// are independent of each other. Safe for use by many threads; a single stream is for one at a time.
public interface Transport extends AutoCloseable {
    /// The name under which other nodes reach this one.
    String localNode();

    /// Opens a stream to another node. Returns at once; offers answer NOT_CONNECTED until it stands.
    ///
    /// @param stream tells the acceptor what the stream is for; unique among the open streams between the two nodes
    OutboundStream open(String node, long stream);

    /// Sets who is told of streams that others open. Call once, before any is expected.
    void accept(Acceptor acceptor);

    @Override
    void close();

    /// Takes streams that other nodes open.
    interface Acceptor {
        /// A stream has come. The acceptor polls it from now on.
        void accepted(String fromNode, long stream, InboundStream inbound);
    }
}
