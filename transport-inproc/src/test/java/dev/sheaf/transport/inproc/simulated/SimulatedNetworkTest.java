// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.testkit.contract.TransportContract;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest extends TransportContract {
    static final long STEPS_MAX = 10_000_000;

    @Override
    protected Stream<Long> seeds() {
        return LongStream.range(0, 60).boxed();
    }

    @Override
    protected Network network(long seed) {
        SteppedScheduler scheduler = new SteppedScheduler(seed, 1);
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedNetwork network = new SimulatedNetwork(
                scheduler, scheduler.clock(), random::nextLong, SimulatedNetworkSettings.draw(random::nextLong));
        Map<String, Transport> nodes = new LinkedHashMap<>();
        return new Network() {
            @Override
            public Transport join(String node) {
                Transport transport = network.join(node);
                nodes.put(node, transport);
                return transport;
            }

            @Override
            public void settle() {
                scheduler.runFor(Long.MAX_VALUE / 2, STEPS_MAX);
            }

            @Override
            public void loseLink(String node, String other) {
                assertTrue(network.closeLink(node, other));
                assertFalse(network.closeLink(node, other));
            }

            @Override
            public void close() {
                nodes.values().forEach(Transport::close);
                settle();
            }
        };
    }

    @Test
    void everyKindOfFaultHappens() {
        FaultCounts faults = FaultCounts.NONE;
        for (long seed = 0; seed < 60; seed++) {
            faults = faults.plus(traffic(seed, new ArrayList<>()));
        }
        assertTrue(faults.stalls() > 0, "stalls");
        assertTrue(faults.reorderings() > 0, "reorderings");
        assertTrue(faults.refusals() > 0, "refusals");
        assertTrue(faults.closedLinks() > 0, "closed links");
        assertTrue(faults.lostFrames() > 0, "lost frames");
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 0; seed < 20; seed++) {
            List<String> first = new ArrayList<>();
            List<String> second = new ArrayList<>();
            assertEquals(traffic(seed, first), traffic(seed, second));
            assertEquals(first, second);
        }
    }

    /// Sends on two streams, notes when what arrives, and closes the link in the end.
    private static FaultCounts traffic(long seed, List<String> trace) {
        SteppedScheduler scheduler = new SteppedScheduler(seed, 1);
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedNetwork network = new SimulatedNetwork(
                scheduler, scheduler.clock(), random::nextLong, SimulatedNetworkSettings.draw(random::nextLong));
        List<InboundStream> inbound = new ArrayList<>();
        network.join("b").accept((_, _, stream) -> inbound.add(stream));
        Transport a = network.join("a");
        List<OutboundStream> outbound = List.of(a.open("b", 1), a.open("b", 2));
        for (int i = 0; i < 400; i++) {
            outbound.get(random.nextInt(2)).offer(MemorySegment.ofArray(new byte[i % 200]));
            scheduler.runFor(random.nextLong(1 << 16), STEPS_MAX);
            for (InboundStream stream : inbound) {
                stream.poll(
                        frame -> {
                            trace.add(scheduler.clock().nanoTime() + ": " + frame.byteSize());
                            return Verdict.CONTINUE;
                        },
                        3);
            }
        }
        for (int i = 0; i < 20; i++) {
            outbound.getFirst().offer(MemorySegment.ofArray(new byte[1]));
        }
        network.closeLink("a", "b");
        return network.faults();
    }
}
