// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigurationTest {
    private static Properties properties(String... keysAndValues) {
        Properties properties = new Properties();
        properties.put("node.name", "n1");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    @Test
    void aNameIsEnough() {
        NodeConfiguration node = NodeConfiguration.of(properties());
        assertTrue(node.coordinates() && node.works());
        assertEquals(new Endpoint("127.0.0.1", 9470), node.controlListen());
        assertEquals(List.of(), node.coordinators());
        assertNull(node.httpListen());
        assertFalse(node.plainLinks());
    }

    @Test
    void aFileSaysEverything(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("node.properties");
        Files.writeString(file, """
                # A worker.
                node.name = w-1.example
                node.roles = Worker
                control.coordinators = c1.example:9470, [::1]:9471
                data.listen = [::1]:0
                data.advertise = w1.example
                data.memory = 64MB
                data.peers = 5
                http.listen = 127.0.0.1:8080
                drain.seconds = 7
                engine.memory = 512MB
                engine.threads = 3
                """);
        NodeConfiguration node = NodeConfiguration.read(file);
        assertFalse(node.coordinates());
        assertNull(node.controlListen());
        assertEquals(List.of(new Endpoint("c1.example", 9470), new Endpoint("::1", 9471)), node.coordinators());
        assertEquals("w1.example", node.dataAdvertise());
        assertEquals(64 << 20, node.dataBytes());
        assertEquals(5, node.dataPeers());
        assertEquals(7_000_000_000L, node.drainNanos());
        assertEquals(512 << 20, node.engine().memoryBytes());
        assertEquals(3, node.engine().threads());
    }

    @ParameterizedTest
    @CsvSource({
        "node.name, '', 1 to 64 letters",
        "node.name, a@b, 1 to 64 letters",
        "node.roles, boss, neither coordinator nor worker",
        "node.roles, worker, a worker must know a coordinator",
        "control.listen, localhost, is not host:port",
        "control.listen, localhost:70000, is not host:port",
        "control.coordinators, a:1;b:2, is not host:port",
        "data.peers, 0, is not between",
        "data.memory, much, cannot be",
        "drain.seconds, -1, is not between",
        "data.listen, 0.0.0.0:1, is beyond loopback",
        "control.listen, 10.1.2.3:1, is beyond loopback",
        "security.plain_links, perhaps, cannot be",
        "engine.memory, 1KB, ''",
        "engine.speed, 9, no option",
        "engine.workers, 2, a node is one worker",
        "node.nmae, x, there is no such key"
    })
    void saysWhichKeyIsWrongAndWhy(String key, String value, String why) {
        SheafException wrong =
                assertThrows(SheafException.class, () -> NodeConfiguration.of(properties(key, value)));
        assertEquals(ErrorCode.INVALID_PARAMETER, wrong.code());
        // A worker alone lacks another key.
        String named = why.contains("must know") ? "control.coordinators" : key;
        if (!key.equals("engine.memory")) {
            assertTrue(wrong.getMessage().startsWith(named + ": "), wrong.getMessage());
        }
        assertTrue(wrong.getMessage().contains(why), wrong.getMessage());
    }

    @Test
    void plainLinksBeyondLoopbackMustBeAskedFor() {
        NodeConfiguration node = NodeConfiguration.of(
                properties("data.listen", "0.0.0.0:0", "security.plain_links", "true"));
        assertTrue(node.plainLinks());
    }

    @Test
    void aMissingFileIsSaidSo(@TempDir Path directory) {
        SheafException missing = assertThrows(
                SheafException.class, () -> NodeConfiguration.read(directory.resolve("none")));
        assertEquals(ErrorCode.FILE_NOT_FOUND, missing.code());
        Properties nameless = new Properties();
        assertTrue(assertThrows(SheafException.class, () -> NodeConfiguration.of(nameless))
                .getMessage().startsWith("node.name: it must be given"));
    }
}
