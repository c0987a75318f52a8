// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.exchange;

import dev.sheaf.cluster.exchange.FramedExchangeNetwork;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import dev.sheaf.engine.runtime.SystemClock;
import dev.sheaf.engine.runtime.ThreadScheduler;
import dev.sheaf.transport.inproc.stream.StreamNetwork;

/// Channels that encode batches into frames over a byte transport inside the process. A thread of its own moves the
/// frames.
public class FramedExchangeBenchmark extends ExchangeBenchmark {
    private static final int FRAME_BYTES = 64 << 10;
    private static final int FRAMES_PER_STREAM = 64;

    private final Clock clock = new SystemClock();
    private final ThreadScheduler links = new ThreadScheduler("links", 1, clock);
    private final StreamNetwork network = new StreamNetwork(FRAME_BYTES, FRAMES_PER_STREAM);
    private long incarnation = 1;

    @Override
    protected ExchangeNetwork open(String node, MemoryContext memory) {
        incarnation += 1000;
        return new FramedExchangeNetwork(network.join(node, memory), links, clock, memory, incarnation);
    }

    @Override
    protected void closed() {
        links.close();
    }
}
