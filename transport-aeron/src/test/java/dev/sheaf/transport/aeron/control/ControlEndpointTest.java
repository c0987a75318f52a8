// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.HandClock;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.certificates.TestAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real sockets and TLS, stepped in the thread of the test on a clock that the test moves.
class ControlEndpointTest {
    private static final long SEED = 23;
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP_NANOS = 1_000_000;
    private static final long LONG_STEP_NANOS = 50_000_000;
    private static final int STEPS_MAX = 20_000;

    @TempDir
    Path directory;

    @TempDir
    Path otherDirectory;

    private final HandClock clock = new HandClock();
    private final Map<String, ControlEndpoint> endpoints = new LinkedHashMap<>();
    private TestAuthority authority;
    private long lastIncarnation = 10;

    @BeforeEach
    void begin() {
        authority = new TestAuthority(directory, clock);
    }

    @AfterEach
    void end() {
        endpoints.values().forEach(ControlEndpoint::close);
    }

    private ControlEndpoint join(String node, CertificateFiles files) {
        ControlEndpoint endpoint = ControlEndpoint.stepped(new ControlSettings(
                node, ++lastIncarnation, "127.0.0.1:0", files, clock, 5 * SECOND, SECOND, 12 * SECOND));
        endpoints.put(node, endpoint);
        return endpoint;
    }

    private ControlEndpoint join(String node) {
        return join(node, authority.node(node));
    }

    private void step() {
        clock.advance(STEP_NANOS);
        endpoints.values().forEach(ControlEndpoint::step);
    }

    private void passNanos(long nanos) {
        for (long end = clock.nanoTime() + nanos; clock.nanoTime() < end;) {
            clock.advance(LONG_STEP_NANOS);
            step();
        }
    }

    /// Calls until it stands.
    private PeerSession connected(String from, String to) {
        for (int i = 0; i < STEPS_MAX; i++) {
            PeerSession session = endpoint(from).session(to, endpoint(to).endpoint());
            if (session != null) {
                return session;
            }
            step();
        }
        throw new AssertionError(from + " doesn't reach " + to + endpoint(from).trouble(to));
    }

    private ControlEndpoint endpoint(String node) {
        return Objects.requireNonNull(endpoints.get(node));
    }

    /// Calls and is refused.
    ///
    /// @return why
    private String refused(String from, String to) {
        for (int i = 0; i < STEPS_MAX && endpoint(from).trouble(to).isEmpty(); i++) {
            assertNull(endpoint(from).session(to, endpoint(to).endpoint()));
            step();
        }
        String trouble = endpoint(from).trouble(to);
        assertNotEquals("", trouble, "neither connected nor refused");
        return trouble;
    }

    @Test
    void bothEndsHaveTheSameSecretAndKnowEachOther() {
        join("a");
        join("b");
        PeerSession there = connected("a", "b");
        PeerSession back = Objects.requireNonNull(endpoint("b").session(there.id()));
        assertEquals("b", there.node());
        assertEquals("a", back.node());
        assertEquals(11, back.incarnation());
        assertEquals(12, there.incarnation());
        assertEquals(back, endpoint("b").session("a", "nowhere:1"), "the called side uses it, too");
        passNanos(60 * SECOND);
        assertNull(there.ended());
    }

    @Test
    void theEndOfAConnectionShowsAtOnce() {
        join("a");
        join("b");
        PeerSession session = connected("a", "b");
        endpoint("b").close();
        endpoints.remove("b");
        for (int i = 0; i < 100 && session.ended() == null; i++) {
            step();
        }
        assertNotNull(session.ended());
        assertNull(endpoint("a").session(session.id()));
    }

    @Test
    void silenceEndsAConnection() {
        join("a");
        ControlEndpoint silent = join("b");
        PeerSession session = connected("a", "b");
        endpoints.remove("b");
        passNanos(11 * SECOND);
        assertNull(session.ended());
        passNanos(2 * SECOND);
        assertTrue(Objects.requireNonNull(session.ended()).contains("nothing was heard"), session::ended);
        silent.close();
    }

    @Test
    void aNewLifeEndsTheConnectionsOfTheOld() {
        join("a");
        join("b");
        PeerSession old = connected("a", "b");
        ControlEndpoint gone = Objects.requireNonNull(endpoints.remove("b"));
        join("b", authority.issue("b2", "b", Instant.EPOCH, Instant.parse("2099-01-01T00:00:00Z")));
        PeerSession young = connected("b", "a");
        assertEquals(11, young.incarnation());
        for (int i = 0; i < 1000 && old.ended() == null; i++) {
            step();
        }
        assertTrue(Objects.requireNonNull(old.ended()).contains("new life"), old::ended);
        gone.close();
    }

    @Test
    void anExpiredCertificateGetsNothing() {
        refuses(authority.expired("c"));
    }

    @Test
    void oneThatIsNotYetValidGetsNothing() {
        refuses(authority.notYetValid("c"));
    }

    @Test
    void oneOfAnotherAuthorityGetsNothing() {
        CertificateFiles foreign = new TestAuthority(otherDirectory, clock).node("c");
        // It believes this cluster's nodes; they don't believe it.
        refuses(new CertificateFiles(
                directory.resolve("ca.crt"), foreign.certificate(), foreign.key(), null));
    }

    @Test
    void aRevokedOneGetsNothing() {
        CertificateFiles revoked = authority.node("c");
        Path lists = authority.revoke(revoked);
        join("a", authority.node("a").withRevoked(lists));
        join("b");
        join("c", revoked);
        refused("c", "a");
        refused("a", "c");
        connected("a", "b");
        connected("b", "a");
    }

    /// A node with such a certificate reaches none, is reached by none, and disturbs none.
    private void refuses(CertificateFiles bad) {
        join("a");
        join("b");
        join("c", bad);
        PeerSession good = connected("a", "b");
        refused("c", "a");
        refused("a", "c");
        assertNull(good.ended());
        connected("b", "a");
    }

    @Test
    void aNodeThatAnswersInAnothersPlaceIsRefused() {
        join("a");
        join("b");
        for (int i = 0; i < STEPS_MAX && endpoint("a").trouble("c").isEmpty(); i++) {
            assertNull(endpoint("a").session("c", endpoint("b").endpoint()));
            step();
        }
        assertTrue(endpoint("a").trouble("c").contains("not node c's"), endpoint("a").trouble("c"));
    }

    @Test
    void aNodeThatCallsInAnothersNameIsRefused() {
        join("a");
        // Its settings are checked when it starts, so it can't even try.
        SheafException refused = assertThrows(SheafException.class, () -> join("b", authority.node("c")));
        assertEquals(ErrorCode.INVALID_PARAMETER, refused.code());
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsRefused() {
        CertificateFiles one = authority.node("a");
        CertificateFiles other = authority.node("b");
        SheafException refused = assertThrows(
                SheafException.class,
                () -> join("a", new CertificateFiles(one.authority(), one.certificate(), other.key(), null)));
        assertEquals(ErrorCode.INVALID_PARAMETER, refused.code());
    }

    @Test
    void certificatesThatChangeAreTakenByNewConnections() throws IOException {
        CertificateFiles files = authority.expired("c");
        join("a");
        join("c", files);
        refused("c", "a");
        CertificateFiles renewed = authority.node("c");
        Files.copy(renewed.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(files.certificate(), FileTime.fromMillis(4_000_000_000_000L));
        passNanos(2 * SECOND);
        connected("c", "a");
    }

    @Test
    void halfWrittenCertificatesChangeNothing() throws IOException {
        CertificateFiles files = authority.node("c");
        join("a");
        join("c", files);
        Files.writeString(files.certificate(), "-----BEGIN CERTIFICATE-----");
        passNanos(2 * SECOND);
        connected("c", "a");
    }

    @Test
    void strangersWhoTalkNonsenseOrNothingDisturbNobody() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        join("a");
        join("b");
        PeerSession good = connected("a", "b");
        HostPort at = HostPort.of(endpoint("b").endpoint());
        List<SocketChannel> strangers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            SocketChannel stranger = SocketChannel.open(new InetSocketAddress(at.host(), at.port()));
            strangers.add(stranger);
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            if (bytes.length > 5 && random.nextBoolean()) {
                // The head of a handshake record.
                ByteBuffer.wrap(bytes).put((byte) 22).putShort((short) 0x0303).putShort((short) random.nextInt(20_000));
            }
            if (i % 3 != 0) {
                stranger.write(ByteBuffer.wrap(bytes));
            }
            step();
        }
        join("c");
        connected("c", "b");
        passNanos(6 * SECOND);
        for (SocketChannel stranger : strangers) {
            assertTrue(isEnded(stranger), "a stranger is still there");
            stranger.close();
        }
        assertNull(good.ended());
        connected("b", "c");
    }

    private static boolean isEnded(SocketChannel stranger) {
        try {
            ByteBuffer answer = ByteBuffer.allocate(1 << 16);
            stranger.configureBlocking(false);
            int read = 1;
            while (read > 0) {
                read = stranger.read(answer.clear());
            }
            return read < 0;
        } catch (IOException _) {
            return true;
        }
    }
}
