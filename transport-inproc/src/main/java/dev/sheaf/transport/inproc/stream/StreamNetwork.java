// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.stream;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Joins the nodes of one process by streams. Safe for use by many threads.
public final class StreamNetwork {
    private final int frameBytes;
    private final int framesPerStream;
    private final Map<String, StreamTransport> nodes = new HashMap<>();
    private final Map<String, List<FrameStream>> unaccepted = new HashMap<>();

    /// @param frameBytes the most bytes of a frame
    /// @param framesPerStream how many frames a stream holds before it pushes back
    public StreamNetwork(int frameBytes, int framesPerStream) {
        this.frameBytes = frameBytes;
        this.framesPerStream = framesPerStream;
    }

    /// Adds a node.
    ///
    /// @param memory is charged for the queues of the streams that the node opens
    /// @throws IllegalStateException when the name is taken
    public Transport join(String node, MemoryContext memory) {
        StreamTransport transport = new StreamTransport(node, this, memory);
        synchronized (this) {
            if (nodes.putIfAbsent(node, transport) != null) {
                throw new IllegalStateException("node " + node + " has joined already");
            }
        }
        return transport;
    }

    FrameStream open(String from, String to, long number, MemoryContext memory) {
        FrameStream stream = new FrameStream(from, number, frameBytes, framesPerStream, memory);
        StreamTransport target;
        Transport.Acceptor acceptor;
        synchronized (this) {
            target = nodes.get(to);
            acceptor = target == null ? null : target.acceptor();
            if (target == null || acceptor == null) {
                List<FrameStream> waiting = unaccepted.computeIfAbsent(to, _ -> new ArrayList<>());
                waiting.removeIf(FrameStream::over);
                waiting.add(stream);
                return stream;
            }
        }
        hand(stream, target, acceptor);
        return stream;
    }

    /// Streams that came before the node took any.
    void accepting(StreamTransport node, Transport.Acceptor acceptor) {
        List<FrameStream> waiting;
        synchronized (this) {
            waiting = takeUnaccepted(node.localNode());
        }
        waiting.forEach(stream -> hand(stream, node, acceptor));
    }

    synchronized void leave(StreamTransport node) {
        nodes.remove(node.localNode(), node);
    }

    private List<FrameStream> takeUnaccepted(String node) {
        @Nullable List<FrameStream> waiting = unaccepted.remove(node);
        return waiting == null ? List.of() : waiting;
    }

    private static void hand(FrameStream stream, StreamTransport target, Transport.Acceptor acceptor) {
        target.receives(stream);
        acceptor.accepted(stream.from(), stream.number(), stream.inbound());
        stream.connect();
    }
}
