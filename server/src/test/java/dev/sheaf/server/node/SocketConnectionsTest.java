// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.control.ControlConnections;
import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.NodeInfo;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Control connections between two sides in one process, over real sockets on loopback.
@Timeout(60)
class SocketConnectionsTest {
    private static final long SECONDS_MAX = 20;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Side called = new Side();
    private final Side calling = new Side();
    private final SocketConnections server =
            new SocketConnections(new Endpoint("127.0.0.1", 0), List.of(), ControlSockets.PLAIN, log::add);
    private SocketConnections client;

    /// What one side hears.
    private static final class Side implements ControlConnections.Handler {
        private final List<Connection> connected = new CopyOnWriteArrayList<>();
        private final List<byte[]> letters = new CopyOnWriteArrayList<>();
        private final List<String> closed = new CopyOnWriteArrayList<>();

        @Override
        public void connected(Connection connection) {
            connected.add(connection);
        }

        @Override
        public void received(Connection connection, byte[] letter) {
            if (new String(letter, StandardCharsets.UTF_8).equals("lie")) {
                throw new SheafException(ErrorCode.PROTOCOL_VIOLATION, "a lie");
            }
            letters.add(letter);
        }

        @Override
        public void closed(Connection connection, String reason) {
            closed.add(reason);
        }
    }

    @BeforeEach
    void start() {
        server.start(new NodeInfo("c", 1, "c:1", 2), called);
        client = client("w");
        Waiting.until(() -> !called.connected.isEmpty() && !calling.connected.isEmpty(), SECONDS_MAX,
                log::toString);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private SocketConnections client(String name) {
        SocketConnections connections = new SocketConnections(
                null, List.of(new Endpoint("127.0.0.1", address().getPort())), ControlSockets.PLAIN, log::add);
        connections.start(new NodeInfo(name, 7, name + ":1", 3), calling);
        return connections;
    }

    private InetSocketAddress address() {
        return Objects.requireNonNull(server.address());
    }

    @Test
    void bothSidesKnowEachOther() {
        assertEquals(new NodeInfo("w", 7, "w:1", 3), called.connected.getFirst().peer());
        assertEquals(new NodeInfo("c", 1, "c:1", 2), calling.connected.getFirst().peer());
        assertTrue(calling.connected.getFirst().called() && !called.connected.getFirst().called());
    }

    @Test
    void lettersOfAnySizeComeInOrderBothWays() {
        SplittableRandom random = new SplittableRandom(4);
        byte[] large = new byte[5 << 20];
        random.nextBytes(large);
        for (int i = 0; i < 100; i++) {
            client.send(calling.connected.getFirst(), new byte[] {(byte) i});
            server.send(called.connected.getFirst(), new byte[] {(byte) -i});
        }
        client.send(calling.connected.getFirst(), large);
        client.send(calling.connected.getFirst(), new byte[0]);
        Waiting.until(() -> called.letters.size() == 102 && calling.letters.size() == 100, SECONDS_MAX,
                log::toString);
        for (int i = 0; i < 100; i++) {
            assertArrayEquals(new byte[] {(byte) i}, called.letters.get(i));
            assertArrayEquals(new byte[] {(byte) -i}, calling.letters.get(i));
        }
        assertArrayEquals(large, called.letters.get(100));
    }

    @Test
    void aCallerCallsAgainWhenTheConnectionIsClosed() {
        server.disconnect(called.connected.getFirst(), "not wanted");
        Waiting.until(() -> called.connected.size() == 2 && calling.connected.size() == 2, SECONDS_MAX,
                log::toString);
        assertEquals(List.of("not wanted"), called.closed);
        assertEquals(1, calling.closed.size());
        // What is for the connection that was closed goes nowhere.
        client.send(calling.connected.getFirst(), new byte[1]);
        client.send(calling.connected.getLast(), new byte[2]);
        Waiting.until(() -> !called.letters.isEmpty(), SECONDS_MAX, log::toString);
        assertEquals(2, called.letters.getFirst().length);
    }

    @Test
    void whoSendsWhatNobodyHonestSendsIsCutOff() {
        client.send(calling.connected.getFirst(), "lie".getBytes(StandardCharsets.UTF_8));
        Waiting.until(() -> called.closed.contains("a lie"), SECONDS_MAX, log::toString);
    }

    @Test
    void strangersGetNothingAndDisturbNobody() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20; i++) {
            try (Socket stranger = new Socket(address().getAddress(), address().getPort());
                    DataOutputStream out = new DataOutputStream(stranger.getOutputStream())) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                if (i % 2 == 0) {
                    out.writeInt(noise.length);
                }
                out.write(noise);
            }
        }
        Waiting.until(() -> log.stream().filter(line -> line.startsWith("refused ")).count() == 20, SECONDS_MAX,
                log::toString);
        client.send(calling.connected.getFirst(), new byte[3]);
        Waiting.until(() -> !called.letters.isEmpty(), SECONDS_MAX, log::toString);
        assertEquals(1, called.connected.size());
    }

    @Test
    void aNodeWithTheNameOfTheOtherIsRefused() {
        try (SocketConnections _ = client("c")) {
            Waiting.until(() -> log.stream().anyMatch(line -> line.contains("has the name of this node")), SECONDS_MAX,
                    log::toString);
        }
        assertEquals(1, called.connected.size());
    }
}
