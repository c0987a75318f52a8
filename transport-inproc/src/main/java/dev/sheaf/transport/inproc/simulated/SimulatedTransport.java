// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/// One node's end of a [SimulatedNetwork].
final class SimulatedTransport implements Transport {
    private final String node;
    private final SimulatedNetwork network;
    private @Nullable Acceptor acceptor;
    private boolean closed;

    SimulatedTransport(String node, SimulatedNetwork network) {
        this.node = node;
        this.network = network;
    }

    @Override
    public String localNode() {
        return node;
    }

    @Override
    public OutboundStream open(String target, long stream) {
        if (closed) {
            throw new SheafException(ErrorCode.ENGINE_CLOSED, "the transport of node " + node + " is closed");
        }
        return network.open(node, target, stream).outbound();
    }

    @Override
    public void accept(Acceptor taker) {
        if (acceptor != null) {
            throw new IllegalStateException("node " + node + " has an acceptor already");
        }
        acceptor = taker;
        network.accepting(node);
    }

    /// @return whether the node takes streams
    boolean accept(SimulatedStream stream) {
        if (acceptor == null) {
            return false;
        }
        acceptor.accepted(stream.from(), stream.number(), stream.inbound());
        stream.connect();
        return true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.leave(node);
        }
    }
}
