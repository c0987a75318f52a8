// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Somebody between two nodes who sees every datagram, and may alter what is in it before it goes on. What comes back
/// it only passes on.
final class Detour implements AutoCloseable {
    private static final int TYPE_DATA = 1;
    private static final int FRAME_HEAD_BYTES = 32;

    private final DatagramChannel channel;
    private final SocketAddress target;
    private final ByteBuffer datagram = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final Consumer<ByteBuffer> each;
    private @Nullable SocketAddress source;

    /// @param endpoint of the node behind it
    /// @param each sees and alters every message that isn't in fragments
    Detour(String endpoint, Consumer<ByteBuffer> each) throws IOException {
        this.channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        // Nodes of one test are all on the loopback address.
        int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.each = each;
    }

    String endpoint() {
        try {
            return "127.0.0.1:" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void step() {
        try {
            for (SocketAddress from = channel.receive(datagram.clear()); from != null;
                    from = channel.receive(datagram.clear())) {
                datagram.flip();
                if (from.equals(target)) {
                    if (source != null) {
                        channel.send(datagram, source);
                    }
                } else {
                    source = from;
                    meddle();
                    channel.send(datagram, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void meddle() {
        int at = 0;
        while (at + FRAME_HEAD_BYTES <= datagram.limit()) {
            int frameBytes = datagram.getInt(at);
            boolean whole = (datagram.get(at + 5) & 0xC0) == 0xC0;
            if (frameBytes <= FRAME_HEAD_BYTES || at + frameBytes > datagram.limit()) {
                return;
            }
            if (datagram.getShort(at + 6) == TYPE_DATA && whole) {
                each.accept(datagram.slice(at + FRAME_HEAD_BYTES, frameBytes - FRAME_HEAD_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN));
            }
            at += frameBytes + 31 & -32;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
