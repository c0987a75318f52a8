// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.TransportProvider;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import java.util.concurrent.ThreadFactory;

/// `aeron-ipc`: nodes of this process over Aeron through shared memory, as between processes of one host that share a
/// driver.
public final class IpcTransportProvider implements TransportProvider {
    @Override
    public String name() {
        return "aeron-ipc";
    }

    @Override
    public LocalNetwork open(ThreadFactory threads, Clock clock) {
        return new AeronLocalNetwork(true, threads, clock, EmbeddedDriver::launch);
    }
}
