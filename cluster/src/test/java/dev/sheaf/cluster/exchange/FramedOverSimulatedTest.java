// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.testkit.contract.ExchangeNetworkContract;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.simulated.SimulatedNetwork;
import dev.sheaf.transport.inproc.simulated.SimulatedNetworkSettings;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class FramedOverSimulatedTest extends ExchangeNetworkContract {
    @Override
    protected Stream<Long> seeds() {
        return LongStream.range(0, 20).boxed();
    }

    @Override
    protected Networks networks(long seed, MemoryContext memory) {
        SteppedScheduler scheduler = new SteppedScheduler(seed, 1);
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedNetwork network = new SimulatedNetwork(
                scheduler, scheduler.clock(), random::nextLong, SimulatedNetworkSettings.draw(random::nextLong));
        return new FramedNodes(scheduler, network.join("a"), network.join("b"), memory);
    }
}
