// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.stream;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One node's end of a [StreamNetwork].
final class StreamTransport implements Transport {
    private final String node;
    private final StreamNetwork network;
    private final MemoryContext memory;
    private final List<FrameStream> streams = new ArrayList<>();
    private volatile @Nullable Acceptor acceptor;
    private boolean closed;

    StreamTransport(String node, StreamNetwork network, MemoryContext memory) {
        this.node = node;
        this.network = network;
        this.memory = memory;
    }

    @Override
    public String localNode() {
        return node;
    }

    @Nullable Acceptor acceptor() {
        return acceptor;
    }

    @Override
    public OutboundStream open(String target, long stream) {
        checkOpen();
        FrameStream opened = network.open(node, target, stream, memory);
        add(opened);
        return opened.outbound();
    }

    @Override
    public void accept(Acceptor taker) {
        if (acceptor != null) {
            throw new IllegalStateException("node " + node + " has an acceptor already");
        }
        acceptor = taker;
        network.accepting(this, taker);
    }

    /// A stream that another node has opened.
    void receives(FrameStream stream) {
        add(stream);
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw new SheafException(ErrorCode.ENGINE_CLOSED, "the transport of node " + node + " is closed");
        }
    }

    private void add(FrameStream stream) {
        boolean late;
        synchronized (this) {
            streams.removeIf(FrameStream::over);
            late = closed;
            if (!late) {
                streams.add(stream);
            }
        }
        if (late) {
            stream.lose();
        }
    }

    @Override
    public void close() {
        List<FrameStream> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(streams);
            streams.clear();
        }
        network.leave(this);
        open.forEach(FrameStream::lose);
    }
}
