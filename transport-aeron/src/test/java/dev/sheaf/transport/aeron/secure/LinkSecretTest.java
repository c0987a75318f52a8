// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.HandClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real TLS connections, in memory, by a certificate that the test makes.
class LinkSecretTest {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final CipherScope SCOPE = new CipherScope("a", 1, "b", 2, 3, 4);
    private static final int ROUNDS_MAX = 100;

    @TempDir
    static Path directory;

    private static SSLContext context;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("node.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keystore", store.toString(), "-storetype", "PKCS12", "-alias", "node",
                "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=node", "-validity", "2",
                "-storepass", new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.txt").toFile())
                .start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS), "keytool doesn't end");
        assertEquals(0, keytool.exitValue(), () -> "keytool failed");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("node", keys.getCertificate("node"));
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    }

    /// Both ends of a connection whose handshake is done.
    private record Connection(SSLEngine client, SSLEngine server) {
        static Connection make(String protocol, boolean mutual) throws SSLException {
            SSLEngine client = context.createSSLEngine();
            SSLEngine server = context.createSSLEngine();
            client.setUseClientMode(true);
            server.setUseClientMode(false);
            server.setNeedClientAuth(mutual);
            client.setEnabledProtocols(new String[] {protocol});
            server.setEnabledProtocols(new String[] {protocol});
            Connection connection = new Connection(client, server);
            connection.shakeHands();
            return connection;
        }

        private void shakeHands() throws SSLException {
            ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
            ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
            client.beginHandshake();
            server.beginHandshake();
            for (int round = 0; round < ROUNDS_MAX; round++) {
                step(client, toClient, toServer);
                step(server, toServer, toClient);
            }
            assertEquals(HandshakeStatus.NOT_HANDSHAKING, client.getHandshakeStatus());
            assertEquals(HandshakeStatus.NOT_HANDSHAKING, server.getHandshakeStatus());
        }

        private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
            Runnable task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
            ByteBuffer nothing = ByteBuffer.allocate(1 << 16);
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                engine.wrap(ByteBuffer.allocate(0), out);
            } else if (in.position() > 0) {
                in.flip();
                engine.unwrap(in, nothing);
                in.compact();
            }
        }

        LinkSecret clientSecret() {
            return LinkSecret.of((ExtendedSSLSession) client.getSession());
        }

        LinkSecret serverSecret() {
            return LinkSecret.of((ExtendedSSLSession) server.getSession());
        }
    }

    private static byte[] sealed(LinkSecret secret) {
        byte[] chunk = new byte[ChunkSealer.sealedBytes(5)];
        new ChunkSealer(secret, SCOPE, KeyRotation.DEFAULT, new HandClock())
                .seal(new byte[] {1, 2, 3, 4, 5}, 5, chunk, 0);
        return chunk;
    }

    private static byte[] opened(LinkSecret secret, byte[] chunk) {
        byte[] contents = new byte[5];
        new ChunkOpener(secret, SCOPE).open(chunk, 0, chunk.length, contents);
        return contents;
    }

    @Test
    void bothEndsOfAConnectionHaveTheSame() throws SSLException {
        Connection connection = Connection.make("TLSv1.3", true);
        byte[] chunk = sealed(connection.clientSecret());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, opened(connection.serverSecret(), chunk));
    }

    @Test
    void everyConnectionHasAnother() throws SSLException {
        LinkSecret first = Connection.make("TLSv1.3", true).clientSecret();
        LinkSecret second = Connection.make("TLSv1.3", true).serverSecret();
        assertThrows(SheafException.class, () -> opened(second, sealed(first)));
    }

    @Test
    void refusesOlderProtocols() throws SSLException {
        Connection old = Connection.make("TLSv1.2", true);
        assertRefused(old::serverSecret, "TLSv1.2");
    }

    @Test
    void refusesAnUnknownPeer() throws SSLException {
        Connection oneSided = Connection.make("TLSv1.3", false);
        assertRefused(oneSided::serverSecret, "peer");
    }

    private static void assertRefused(Runnable secret, String why) {
        SheafException refused = assertThrows(SheafException.class, secret::run);
        assertEquals(ErrorCode.AUTHENTICATION_FAILED, refused.code());
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains(why), refused::getMessage);
    }
}
