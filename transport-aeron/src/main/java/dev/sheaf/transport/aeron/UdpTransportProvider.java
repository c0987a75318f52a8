// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.TransportProvider;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import java.util.concurrent.ThreadFactory;

/// `aeron-udp`: nodes of this process over Aeron by datagrams on loopback, as between hosts.
public final class UdpTransportProvider implements TransportProvider {
    @Override
    public String name() {
        return "aeron-udp";
    }

    @Override
    public LocalNetwork open(ThreadFactory threads, Clock clock) {
        return new AeronLocalNetwork(false, threads, clock, EmbeddedDriver::launch);
    }
}
