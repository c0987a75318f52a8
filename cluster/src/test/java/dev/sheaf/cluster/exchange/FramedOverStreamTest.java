// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.testkit.contract.ExchangeNetworkContract;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.stream.StreamNetwork;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class FramedOverStreamTest extends ExchangeNetworkContract {
    @Override
    protected Stream<Long> seeds() {
        return LongStream.range(0, 10).boxed();
    }

    @Override
    protected Networks networks(long seed, MemoryContext memory) {
        StreamNetwork network = new StreamNetwork(seed % 2 == 0 ? 256 : 16 << 10, 1 << seed % 5);
        return new FramedNodes(
                new SteppedScheduler(seed, 1), network.join("a", memory), network.join("b", memory), memory);
    }
}
