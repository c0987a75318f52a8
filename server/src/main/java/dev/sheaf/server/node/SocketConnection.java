// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.core.codec.Decoder;
import dev.sheaf.core.codec.Encoder;
import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.NodeInfo;
import dev.sheaf.core.error.SheafException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One control connection: frames of four bytes of length and so many of a letter, each way, after a greeting each
/// way. A thread reads and another writes, so that whoever sends never waits.
final class SocketConnection {
    private static final int MAGIC = 0x5348_4631;
    private static final int VERSION = 1;
    private static final int GREETING_BYTES_MAX = 4 << 10;
    private static final int GREETING_MILLIS_MAX = 10_000;
    /// A plan of any size that is accepted, with its splits.
    private static final int LETTER_BYTES_MAX = 256 << 20;
    private static final long WAITING_BYTES_MAX = 512L << 20;
    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private @Nullable String closed;
    private @Nullable Connection connection;

    /// Takes letters.
    interface Reader {
        /// @throws SheafException for what no honest node sends
        void received(Connection connection, byte[] letter);
    }

    SocketConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        out = new DataOutputStream(socket.getOutputStream());
    }

    /// Says who this is and hears who the other side is; the caller speaks first.
    ///
    /// @throws IOException when that takes too long or isn't the other side's language
    Connection greet(NodeInfo self, boolean calls, long number, ControlSockets sockets) throws IOException {
        socket.setSoTimeout(GREETING_MILLIS_MAX);
        if (calls) {
            writeGreeting(self);
        }
        NodeInfo peer = readGreeting();
        sockets.verify(socket, peer.node());
        if (peer.node().equals(self.node())) {
            throw new IOException("it has the name of this node, " + self.node());
        }
        if (!calls) {
            writeGreeting(self);
        }
        socket.setSoTimeout(0);
        Connection greeted = new Connection(number, peer, calls);
        connection = greeted;
        return greeted;
    }

    private void writeGreeting(NodeInfo self) throws IOException {
        Encoder greeting = new Encoder();
        greeting.intValue(MAGIC);
        greeting.intValue(VERSION);
        greeting.text(self.node());
        greeting.longValue(self.incarnation());
        greeting.text(self.address());
        greeting.intValue(self.threads());
        write(greeting.toByteArray());
        out.flush();
    }

    private NodeInfo readGreeting() throws IOException {
        Decoder greeting = new Decoder(read(GREETING_BYTES_MAX));
        try {
            if (greeting.intValue() != MAGIC) {
                throw new IOException("it is no node of a cluster");
            }
            int version = greeting.intValue();
            if (version != VERSION) {
                throw new IOException("it speaks version " + version + ", and this node only " + VERSION);
            }
            NodeInfo peer = new NodeInfo(
                    greeting.text(), greeting.longValue(), greeting.text(), Math.max(1, greeting.intValue()));
            greeting.end();
            NodeNames.check(peer.node());
            return peer;
        } catch (SheafException malformed) {
            throw new IOException("its greeting is malformed: " + malformed.getMessage(), malformed);
        }
    }

    private byte[] read(int bytesMax) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > bytesMax) {
            throw new IOException("a frame of " + length + " bytes");
        }
        // Grows with what has come, so that a length alone takes no memory.
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the other side has closed it");
        }
        return bytes;
    }

    private void write(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// Hands over letters until the connection is closed.
    ///
    /// @return why it was closed
    String readAll(Reader reader) {
        Connection greeted = connection;
        if (greeted == null) {
            throw new IllegalStateException("nobody has greeted");
        }
        try {
            while (true) {
                reader.received(greeted, read(LETTER_BYTES_MAX));
            }
        } catch (EOFException _) {
            close("the other side has closed the connection");
        } catch (IOException | SheafException failed) {
            close(String.valueOf(failed.getMessage()));
        }
        return closeReason();
    }

    /// Writes what is sent until the connection is closed.
    void writeAll() {
        try {
            for (byte[] letter = next(); letter != null; letter = next()) {
                write(letter);
            }
        } catch (IOException failed) {
            close(String.valueOf(failed.getMessage()));
        }
    }

    private synchronized byte @Nullable [] next() {
        boolean interrupted = false;
        while (waiting.isEmpty() && closed == null) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        byte[] letter = closed == null ? waiting.removeFirst() : null;
        waitingBytes -= letter == null ? 0 : letter.length;
        return letter;
    }

    /// Has a letter written after those before it.
    void send(byte[] letter) {
        synchronized (this) {
            if (closed != null) {
                return;
            }
            waitingBytes += letter.length;
            if (letter.length <= LETTER_BYTES_MAX && waitingBytes <= WAITING_BYTES_MAX) {
                waiting.addLast(letter);
                notifyAll();
                return;
            }
        }
        close("the other side doesn't read what is sent to it");
    }

    /// Closes it, for the first reason given.
    void close(String reason) {
        synchronized (this) {
            if (closed == null) {
                closed = reason;
            }
            notifyAll();
        }
        try {
            socket.close();
        } catch (IOException _) {
            // It is of no use any more in any case.
        }
    }

    private synchronized String closeReason() {
        return closed == null ? "it was closed" : closed;
    }
}
