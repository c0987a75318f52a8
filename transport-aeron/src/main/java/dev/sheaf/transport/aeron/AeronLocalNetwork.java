// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.core.transport.TransportProvider.LocalNetwork;
import dev.sheaf.transport.aeron.driver.DriverSettings;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Nodes of one process on one media driver, which reach each other through its memory or by datagrams on loopback.
/// Stays small: frames of 16 KiB, and some 40 MiB of shared memory.
final class AeronLocalNetwork implements LocalNetwork {
    private static final String LOOPBACK = "127.0.0.1:0";
    private static final int FRAME_BYTES = 16 << 10;
    private static final LinkBudget BUDGET = LinkBudget.ofMemory(48L << 20).withFrameBytesMax(FRAME_BYTES);

    private final boolean ipc;
    private final Function<String, LinkSecurity> security;
    private final ThreadFactory threads;
    private final Clock clock;
    private final EmbeddedDriver driver;
    private final Map<String, AeronTransport> nodes = new ConcurrentHashMap<>();

    /// @param ipc through memory, otherwise by datagrams
    /// @param launch starts the driver
    AeronLocalNetwork(
            boolean ipc, ThreadFactory threads, Clock clock, Function<DriverSettings, EmbeddedDriver> launch) {
        this(ipc, threads, clock, launch, _ -> LinkSecurity.PLAIN_ON_LOOPBACK);
    }

    /// @param security of a node
    AeronLocalNetwork(
            boolean ipc, ThreadFactory threads, Clock clock, Function<DriverSettings, EmbeddedDriver> launch,
            Function<String, LinkSecurity> security) {
        this.security = security;
        this.ipc = ipc;
        this.threads = threads;
        this.clock = clock;
        this.driver = launch.apply(DriverSettings.of("local", clock.epochMicros(), BUDGET, threads, clock));
    }

    @Override
    public Transport join(String node, long incarnation, MemoryContext memory) {
        LinkSettings links = LinkSettings.of(driver.tuning(), FRAME_BYTES, ipc ? null : LOOPBACK, ipc);
        NodeSettings settings =
                new NodeSettings(
                        node, incarnation, links, security.apply(node), this::address, LinkListener.NONE, clock,
                        memory);
        AeronTransport transport = AeronTransport.start(settings, DriverAccess.of(driver), threads);
        nodes.put(node, transport);
        return transport;
    }

    private @Nullable NodeAddress address(String node) {
        AeronTransport transport = nodes.get(node);
        return transport == null ? null : transport.address();
    }

    @Override
    public void close() {
        nodes.values().forEach(AeronTransport::close);
        driver.close();
    }
}
