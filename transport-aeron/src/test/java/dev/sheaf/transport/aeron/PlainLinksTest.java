// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.transport.aeron.control.HostPort;
import dev.sheaf.transport.aeron.driver.DriverSettings;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Links that are not encrypted stay on this machine unless somebody says otherwise.
class PlainLinksTest {
    private static final String EVERYWHERE = "0.0.0.0:0";

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();

    private void join(LinkSecurity security, String endpoint) {
        LinkBudget budget = LinkBudget.ofMemory(64 << 20).withPeerCountMax(4);
        DriverSettings driverSettings =
                new DriverSettings("n", 1, directory, budget, null, clock, DriverSettings.SILENCE_NANOS);
        try (EmbeddedDriver driver = EmbeddedDriver.launch(driverSettings);
                EngineMemory engine = new EngineMemory(1 << 20);
                MemoryContext memory = engine.context().child("links")) {
            NodeSettings settings = new NodeSettings(
                    "n", 1, LinkSettings.of(driver.tuning(), 5000, endpoint, false), security, _ -> null,
                    LinkListener.NONE, clock, memory);
            AeronTransport.stepped(settings, DriverAccess.of(driver)).close();
        }
    }

    @Test
    void areRefusedBeyondLoopback() {
        SheafException refused = assertThrows(
                SheafException.class, () -> join(LinkSecurity.PLAIN_ON_LOOPBACK, EVERYWHERE));
        assertEquals(ErrorCode.INVALID_PARAMETER, refused.code());
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains("not encrypted"), refused::getMessage);
    }

    @Test
    void areLoggedLoudlyWhenTheyAreAllowed() {
        List<LogRecord> records = new ArrayList<>();
        Handler taking = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                records.add(logged);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(AeronTransport.class.getName());
        logger.addHandler(taking);
        try {
            join(new LinkSecurity.Plain(true), EVERYWHERE);
            join(LinkSecurity.PLAIN_ON_LOOPBACK, "127.0.0.1:0");
        } finally {
            logger.removeHandler(taking);
        }
        assertEquals(1, records.size());
        assertEquals(Level.WARNING, records.getFirst().getLevel());
        assertTrue(records.getFirst().getMessage().contains("NOT ENCRYPTED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "127.8.9.10:1", "localhost:0", "[::1]:5"})
    void loopbackIs(String endpoint) {
        assertTrue(HostPort.of(endpoint).isLoopback());
        assertEquals(endpoint, HostPort.of(endpoint).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:1", "127.example.com:1", "[::]:5", "0.0.0.0:0", "localhost.example.com:1"})
    void anythingElseIsNot(String endpoint) {
        assertTrue(!HostPort.of(endpoint).isLoopback());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":1", "::1:1", "host:", "host:-1", "host:65536", "host:x"})
    void nonsenseIsRefused(String endpoint) {
        assertThrows(SheafException.class, () -> HostPort.of(endpoint));
    }
}
