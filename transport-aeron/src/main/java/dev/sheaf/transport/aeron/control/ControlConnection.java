// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import dev.sheaf.transport.aeron.certificates.NodeIdentity;
import dev.sheaf.transport.aeron.secure.LinkSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// One control connection, from the first byte to the last. The caller says who it is first, and is answered only when
/// it is believed. For the control thread.
final class ControlConnection implements TlsChannel.Reader {
    private final ControlSettings settings;
    private final SocketChannel channel;
    private final @Nullable String dialled;
    private final TlsChannel tls;
    private final Listener listener;
    private final long deadlineNanos;
    private @Nullable LinkSecret secret;
    private @Nullable X509Certificate certificate;
    private @Nullable PeerSession session;
    private @Nullable String closed;
    private long heardNanos;
    private long spokenNanos;

    /// Hears what becomes of connections.
    interface Listener {
        /// Both sides have proved who they are.
        ///
        /// @return why it isn't wanted all the same; null when it is
        @Nullable String stands(ControlConnection connection, PeerSession session);

        /// It is over.
        void closed(ControlConnection connection, String why);
    }

    /// @param dialled whom this node has called; null when it was called
    ControlConnection(
            ControlSettings settings, SocketChannel channel, SSLEngine engine, @Nullable String dialled,
            Listener listener) {
        this.settings = settings;
        this.channel = channel;
        this.dialled = dialled;
        this.tls = new TlsChannel(channel, engine, this);
        this.listener = listener;
        this.deadlineNanos = settings.clock().nanoTime() + settings.handshakeNanosMax();
    }

    @Nullable String dialled() {
        return dialled;
    }

    /// Null until both sides have proved who they are.
    @Nullable PeerSession session() {
        return session;
    }

    boolean isClosed() {
        return closed != null;
    }

    /// The socket can do something.
    void ready(SelectionKey key) {
        try {
            if (channel.isConnectionPending() && !channel.finishConnect()) {
                return;
            }
            boolean open = tls.step();
            if (!open) {
                close("the other side has closed it");
            }
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_READ | (tls.hasUnwritten() ? SelectionKey.OP_WRITE : 0));
            }
        } catch (IOException | RuntimeException over) {
            // Whatever a stranger's bytes have led to, it ends no other connection.
            close(String.valueOf(over.getMessage()));
        }
    }

    /// Minds deadlines.
    void step(long nowNanos) {
        if (session == null) {
            if (nowNanos - deadlineNanos >= 0) {
                close("nobody has proved who it is in time");
            }
            return;
        }
        if (nowNanos - heardNanos >= settings.silenceNanosMax()) {
            close("nothing was heard for " + (nowNanos - heardNanos) / 1_000_000 + " ms");
        } else if (nowNanos - spokenNanos >= settings.keepAliveNanos()) {
            try {
                say(new ControlMessage.Alive());
                tls.step();
            } catch (IOException | RuntimeException over) {
                close(String.valueOf(over.getMessage()));
            }
        }
    }

    private void say(ControlMessage message) throws IOException {
        tls.send(ControlMessage.write(message));
        spokenNanos = settings.clock().nanoTime();
    }

    @Override
    public void secured(ExtendedSSLSession tlsSession) throws IOException {
        secret = LinkSecret.of(tlsSession);
        certificate = (X509Certificate) tlsSession.getPeerCertificates()[0];
        if (dialled != null) {
            say(new ControlMessage.Hello(settings.node(), dialled, settings.incarnation()));
        }
    }

    @Override
    public void received(ByteBuffer source) {
        heardNanos = settings.clock().nanoTime();
        for (ControlMessage message = ControlMessage.read(source);
                message != null && closed == null;
                message = ControlMessage.read(source)) {
            switch (message) {
                case ControlMessage.Hello hello -> greeted(hello);
                case ControlMessage.Alive _ -> {
                    if (session == null) {
                        throw ControlMessage.violation("a message before the first");
                    }
                }
            }
        }
    }

    private void greeted(ControlMessage.Hello hello) {
        if (session != null) {
            throw ControlMessage.violation("a second hello");
        }
        if (!hello.to().equals(settings.node())) {
            throw ControlMessage.violation("node " + hello.to() + " is meant, and this is " + settings.node());
        }
        boolean expected = dialled == null || dialled.equals(hello.from());
        if (!expected || !NodeIdentity.names(Objects.requireNonNull(certificate), hello.from())) {
            throw ControlMessage.violation("the certificate is not node " + hello.from() + "'s");
        }
        PeerSession made =
                new PeerSession(hello.from(), hello.incarnation(), Objects.requireNonNull(secret));
        String unwanted = listener.stands(this, made);
        if (unwanted != null) {
            throw ControlMessage.violation(unwanted);
        }
        session = made;
        if (dialled == null) {
            try {
                say(new ControlMessage.Hello(settings.node(), hello.from(), settings.incarnation()));
            } catch (IOException e) {
                throw ControlMessage.violation(String.valueOf(e.getMessage()));
            }
        }
    }

    void close(String why) {
        if (closed != null) {
            return;
        }
        closed = why;
        PeerSession made = session;
        if (made != null) {
            made.end(why);
        }
        try {
            tls.close();
        } catch (IOException _) {
            // A socket that can't be closed is closed for us: its key is cancelled.
            closed = why;
        }
        listener.closed(this, why);
    }
}
