// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.testkit.contract.ControlNetworkContract;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class SimulatedControlNetworkTest extends ControlNetworkContract {
    @Override
    protected Stream<Long> seeds() {
        return LongStream.range(0, 40).boxed();
    }

    @Override
    protected Network network(long seed) {
        SteppedScheduler scheduler = new SteppedScheduler(seed, 1);
        SplittableRandom random = new SplittableRandom(seed);
        ControlNetwork control = new SimulatedNetwork(
                scheduler,
                scheduler.clock(),
                random::nextLong,
                SimulatedNetworkSettings.draw(random::nextLong))
                .control(CODEC);
        return new Network() {
            @Override
            public ControlNetwork control() {
                return control;
            }

            @Override
            public void settle() {
                scheduler.runFor(Long.MAX_VALUE / 2, SimulatedNetworkTest.STEPS_MAX);
            }
        };
    }
}
