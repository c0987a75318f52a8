// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// What a node shows others and whom it believes: its certificates as they were read at one time. Immutable.
public final class NodeIdentity {
    private static final String PROTOCOL = "TLSv1.3";

    private final X509Certificate certificate;
    private final KeyManagerFactory own;
    private final PeerTrust trust;

    private NodeIdentity(X509Certificate certificate, KeyManagerFactory own, PeerTrust trust) {
        this.certificate = certificate;
        this.own = own;
        this.trust = trust;
    }

    /// Reads the files.
    ///
    /// @param node what the node's certificate must name
    /// @param clock tells which certificates are valid
    /// @throws SheafException FILE_NOT_FOUND, IO_ERROR, FILE_FORMAT; INVALID_PARAMETER when they don't fit each other
    public static NodeIdentity read(CertificateFiles files, String node, Clock clock) {
        List<X509Certificate> authority = PemReader.certificates(files.authority());
        List<X509Certificate> chain = PemReader.certificates(files.certificate());
        X509Certificate first = chain.getFirst();
        PrivateKey key = PemReader.key(files.key(), first.getPublicKey().getAlgorithm());
        if (!belongTogether(key, first.getPublicKey())) {
            throw unfit(files.key() + " is not the key of " + files.certificate());
        }
        if (!PeerTrust.names(first, node)) {
            throw unfit(files.certificate() + " does not name node " + node);
        }
        List<X509CRL> revoked = files.revoked() == null ? List.of() : PemReader.revocations(files.revoked());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] password = {};
            store.setKeyEntry("node", key, password, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, password);
            return new NodeIdentity(first, own, new PeerTrust(authority, revoked, clock));
        } catch (GeneralSecurityException | IOException e) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "certificates of node " + node + ": " + e.getMessage(), e);
        }
    }

    /// Whether a certificate is a node's.
    public static boolean names(X509Certificate shown, String node) {
        return PeerTrust.names(shown, node);
    }

    /// The node's own certificate.
    public X509Certificate certificate() {
        return certificate;
    }

    /// One end of a new connection. Sessions are never resumed, so that each connection is checked anew.
    ///
    /// @param dialled the node that must answer; null for the end that was called
    public SSLEngine engine(@Nullable String dialled) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            TrustManager others = dialled == null ? trust.anyNode() : trust.expecting(dialled);
            context.init(own.getKeyManagers(), new TrustManager[] {others}, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(dialled != null);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(new String[] {PROTOCOL});
            parameters.setNeedClientAuth(true);
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "no TLS: " + e.getMessage(), e);
        }
    }

    /// The same over a socket that blocks. Whichever node is at the other end of the authority's is believed: who it is
    /// must be asked of its certificate, by [#names], before anything it says counts.
    ///
    /// @param connected is closed with the socket that is returned
    /// @param calls whether this node has called
    /// @throws IOException when the socket is closed
    public SSLSocket seal(Socket connected, boolean calls) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(own.getKeyManagers(), new TrustManager[] {trust.anyNode()}, null);
            SSLSocket socket = (SSLSocket) context.getSocketFactory()
                    .createSocket(connected, connected.getInetAddress().getHostAddress(), connected.getPort(), true);
            socket.setUseClientMode(calls);
            socket.setEnabledProtocols(new String[] {PROTOCOL});
            socket.setNeedClientAuth(true);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "no TLS: " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        byte[] anything = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static SheafException unfit(String what) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, what);
    }
}
