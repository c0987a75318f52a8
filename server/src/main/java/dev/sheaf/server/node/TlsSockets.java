// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.core.time.Clock;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.certificates.CertificateStore;
import dev.sheaf.transport.aeron.certificates.NodeIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;

/// Sockets by TLS 1.3 on which both sides show certificates. The handshake is done with the first byte that is read or
/// written; certificates that have changed are taken by the next connection.
final class TlsSockets implements ControlSockets {
    private final CertificateStore certificates;

    /// @param node what the node's own certificate must name
    /// @throws dev.sheaf.core.error.SheafException when the files aren't there, or don't fit each other
    TlsSockets(CertificateFiles files, String node, Clock clock) {
        this.certificates = new CertificateStore(files, node, clock);
    }

    @Override
    public ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket socket = new Sealing();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }

    @Override
    public Socket connect(InetSocketAddress address, int millisMax) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, millisMax);
            return certificates.current().seal(socket, true);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    @Override
    public void verify(Socket socket, String node) throws IOException {
        X509Certificate shown = (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
        if (!NodeIdentity.names(shown, node)) {
            throw new IOException("the certificate is not node " + node + "'s");
        }
    }

    /// Seals what it accepts.
    private final class Sealing extends ServerSocket {
        Sealing() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            return certificates.current().seal(super.accept(), false);
        }
    }
}
