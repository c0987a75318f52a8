// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/// TLS over a socket that never blocks. For one thread.
final class TlsChannel implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /// What is accepted for sending while the other side doesn't read.
    private static final int WAITING_MAX = 64;
    /// One that talks without end doesn't keep the others waiting.
    private static final int ROUNDS_MAX = 32;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final Reader reader;
    private final ByteBuffer sealedIn;
    private final ByteBuffer sealedOut;
    private final ByteBuffer in;
    private final Queue<ByteBuffer> out = new ArrayDeque<>();
    private boolean begun;
    private boolean secured;
    private boolean ended;

    /// Takes what comes.
    interface Reader {
        /// The other side has shown its certificate, and it is believed.
        void secured(ExtendedSSLSession session) throws IOException;

        /// @param source what has come and wasn't taken yet, ready to be read
        void received(ByteBuffer source);
    }

    TlsChannel(SocketChannel channel, SSLEngine engine, Reader reader) {
        this.channel = channel;
        this.engine = engine;
        this.reader = reader;
        int sealedBytes = engine.getSession().getPacketBufferSize();
        this.sealedIn = ByteBuffer.allocate(sealedBytes);
        this.sealedOut = ByteBuffer.allocate(2 * sealedBytes);
        this.in = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize() + ControlMessage.BYTES_MAX);
    }

    /// Sends as soon as it can be.
    ///
    /// @throws IOException when the other side has long read nothing
    void send(ByteBuffer message) throws IOException {
        if (out.size() >= WAITING_MAX) {
            throw new IOException("the other side doesn't read");
        }
        out.add(message);
    }

    /// Whether there is more to write than the socket takes.
    boolean hasUnwritten() {
        return sealedOut.position() > 0;
    }

    /// Does whatever can be done now.
    ///
    /// @return whether the other side may still say something
    /// @throws IOException when the connection is over, or what has come is no TLS or not believed
    boolean step() throws IOException {
        if (!begun) {
            begun = true;
            engine.beginHandshake();
        }
        try {
            boolean more = true;
            for (int round = 0; more && round < ROUNDS_MAX; round++) {
                int read = ended ? 0 : channel.read(sealedIn);
                ended |= read < 0;
                boolean pumped = pump();
                more = pumped || read > 0;
            }
            flush();
        } catch (SSLException refused) {
            tellWhy();
            throw refused;
        }
        return !ended;
    }

    private boolean pump() throws IOException {
        boolean any = false;
        boolean more = true;
        while (more) {
            more = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
                case NOT_HANDSHAKING, FINISHED -> converse();
            };
            any |= more;
        }
        return any;
    }

    private boolean runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    private boolean converse() throws IOException {
        if (!secured) {
            secured = true;
            reader.secured((ExtendedSSLSession) engine.getSession());
            return true;
        }
        ByteBuffer first = out.peek();
        if (first != null && wrap(first)) {
            if (!first.hasRemaining()) {
                out.remove();
            }
            return true;
        }
        return unwrap();
    }

    private boolean wrap(ByteBuffer source) throws IOException {
        flush();
        SSLEngineResult result = engine.wrap(source, sealedOut);
        flush();
        return switch (result.getStatus()) {
            case OK -> true;
            // The other side doesn't read: go on when the socket takes more.
            case BUFFER_OVERFLOW -> false;
            case CLOSED -> {
                ended = true;
                yield false;
            }
            case BUFFER_UNDERFLOW -> throw new IllegalStateException("wrapping lacks nothing");
        };
    }

    private boolean unwrap() throws IOException {
        sealedIn.flip();
        SSLEngineResult result;
        try {
            result = engine.unwrap(sealedIn, in);
        } finally {
            sealedIn.compact();
        }
        if (result.bytesProduced() > 0) {
            in.flip();
            try {
                reader.received(in);
            } finally {
                in.compact();
            }
        }
        return switch (result.getStatus()) {
            case OK -> true;
            case BUFFER_UNDERFLOW -> {
                if (!sealedIn.hasRemaining()) {
                    throw new SSLException("a record that is too long");
                }
                yield false;
            }
            case BUFFER_OVERFLOW -> throw new SSLException("a record with too much in it");
            case CLOSED -> {
                ended = true;
                yield false;
            }
        };
    }

    private void flush() throws IOException {
        sealedOut.flip();
        try {
            while (sealedOut.hasRemaining() && channel.write(sealedOut) > 0) {
                // As much as the socket takes.
            }
        } finally {
            sealedOut.compact();
        }
    }

    /// The alert that says why the other side was not believed: as far as it goes.
    private void tellWhy() {
        try {
            if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                wrap(NOTHING);
            }
        } catch (IOException _) {
            // The connection is over either way, and the first reason is what counts.
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
