// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Makes the sockets of control connections: plain ones, or ones that prove who is at the other end.
public interface ControlSockets {
    /// Sockets that prove nothing: for loopback, and networks that are trusted altogether.
    ControlSockets PLAIN = new ControlSockets() {
        @Override
        public ServerSocket listen(InetSocketAddress address) throws IOException {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address);
            return socket;
        }

        @Override
        public Socket connect(InetSocketAddress address, int millisMax) throws IOException {
            Socket socket = new Socket();
            socket.connect(address, millisMax);
            return socket;
        }

        @Override
        public void verify(Socket socket, String node) {}
    };

    ServerSocket listen(InetSocketAddress address) throws IOException;

    Socket connect(InetSocketAddress address, int millisMax) throws IOException;

    /// Called on each side when the other has said which node it is.
    ///
    /// @throws IOException when it hasn't proved that
    void verify(Socket socket, String node) throws IOException;
}
