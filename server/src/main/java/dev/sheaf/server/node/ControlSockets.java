// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.NodeTransportProvider.LinkCertificates;
import dev.sheaf.engine.runtime.SystemClock;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
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

    /// What a node of that configuration needs.
    ///
    /// @throws SheafException when its certificates aren't there, or don't fit each other
    static ControlSockets of(NodeConfiguration configuration) {
        LinkCertificates certificates = configuration.certificates();
        return certificates == null
                ? PLAIN
                : new TlsSockets(
                        new CertificateFiles(
                                certificates.authority(), certificates.certificate(), certificates.key(),
                                certificates.revoked()),
                        configuration.name(), new SystemClock());
    }

    ServerSocket listen(InetSocketAddress address) throws IOException;

    Socket connect(InetSocketAddress address, int millisMax) throws IOException;

    /// Called on each side when the other has said which node it is.
    ///
    /// @throws IOException when it hasn't proved that
    void verify(Socket socket, String node) throws IOException;
}
