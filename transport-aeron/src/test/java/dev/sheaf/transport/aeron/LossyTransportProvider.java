// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.TransportProvider;
import dev.sheaf.transport.aeron.driver.LossyDriver;
import java.util.concurrent.ThreadFactory;

/// Datagrams on loopback of which a share gets lost, there and back, by fixed seeds.
public abstract sealed class LossyTransportProvider implements TransportProvider {
    private static final long SEED = 4711;

    private final int lossPercent;

    private LossyTransportProvider(int lossPercent) {
        this.lossPercent = lossPercent;
    }

    @Override
    public String name() {
        return "aeron-udp-loss-" + lossPercent;
    }

    @Override
    public LocalNetwork open(ThreadFactory threads, Clock clock) {
        return new AeronLocalNetwork(
                false, threads, clock, settings -> LossyDriver.launch(settings, lossPercent / 100.0, SEED));
    }

    /// One of a hundred.
    public static final class One extends LossyTransportProvider {
        public One() {
            super(1);
        }
    }

    /// Five of a hundred.
    public static final class Five extends LossyTransportProvider {
        public Five() {
            super(5);
        }
    }

    /// Ten of a hundred.
    public static final class Ten extends LossyTransportProvider {
        public Ten() {
            super(10);
        }
    }
}
