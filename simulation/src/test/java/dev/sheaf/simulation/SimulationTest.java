// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.simulated.FaultCounts;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A few seeds of what [SimulationMain] runs hundreds of, and proof that a simulation sees what it is meant to see.
class SimulationTest {
    private static final int SEEDS = 40;
    private static final int SEEDS_OF_BUGS = 12;

    @Test
    void everySeedKeepsThePromisesAndEveryFaultHappens() {
        Simulation simulation = new Simulation("plans", new PlanWorkload());
        FaultCounts faults = FaultCounts.NONE;
        Map<String, Integer> outcomes = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulationReport report = simulation.run(seed);
            faults = faults.plus(report.faults());
            report.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        }
        assertTrue(faults.stalls() > 0, "stalls");
        assertTrue(faults.reorderings() > 0, "reorderings");
        assertTrue(faults.refusals() > 0, "refusals");
        assertTrue(faults.closedLinks() > 0, "closed links");
        assertTrue(faults.lostFrames() > 0, "lost frames");
        for (String outcome : List.of("answered", "closed early", "LINK_LOST", "QUERY_CANCELLED", "DIVISION_BY_ZERO")) {
            assertTrue(outcomes.containsKey(outcome), outcome + " was not seen, only " + outcomes);
        }
    }

    @Test
    void theSameSeedDoesTheSameTwice() {
        for (long seed = 100; seed < 108; seed++) {
            Simulation simulation = new Simulation("plans", new PlanWorkload());
            assertEquals(simulation.run(seed), simulation.run(seed));
        }
    }

    @Test
    void differentSeedsDoDifferentThings() {
        Simulation simulation = new Simulation("plans", new PlanWorkload());
        long distinct = List.of(1L, 2L, 3L, 4L).stream()
                .map(seed -> simulation.run(seed).eventHash())
                .distinct()
                .count();
        assertEquals(4, distinct);
    }

    @Test
    void aFailureSaysHowToReplayIt() {
        Simulation simulation = new Simulation("plans", new PlanWorkload(), BuggyTransport.everyNth(40, false));
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> simulation.run(7));
        assertTrue(
                failure.getMessage().contains("--workload plans --first 7 --seeds 1"), failure.getMessage());
    }

    @Test
    void aNetworkThatLosesFramesIsCaught() {
        assertCaught(BuggyTransport.everyNth(40, false));
    }

    @Test
    void aNetworkThatRepeatsFramesIsCaught() {
        assertCaught(BuggyTransport.everyNth(25, true));
    }

    @Test
    void wrongAnswersAreCaught() {
        PlanWorkload right = new PlanWorkload();
        Workload wrong = new Workload() {
            @Override
            public Map<String, Connector> connectors(SteppedScheduler scheduler, long seed) {
                return right.connectors(scheduler, seed);
            }

            @Override
            public List<SimulatedQuery> queries(int workers) {
                SimulatedQuery query = right.queries(workers).getFirst();
                List<List<Object>> rows = ((Expectation.Rows) query.expectation()).rows();
                return List.of(new SimulatedQuery(
                        query.name(), query.plan(), new Expectation.Rows(rows.subList(1, rows.size()), false)));
            }

            @Override
            public Limits limits() {
                return right.limits();
            }
        };
        assertThrows(SimulationFailure.class, () -> new Simulation("wrong", wrong).run(1));
    }

    private static void assertCaught(UnaryOperator<Transport> bug) {
        int caught = 0;
        for (long seed = 0; seed < SEEDS_OF_BUGS; seed++) {
            try {
                new Simulation("plans", new PlanWorkload(), bug).run(seed);
            } catch (SimulationFailure _) {
                caught++;
            }
        }
        assertEquals(SEEDS_OF_BUGS, caught);
    }

    /// A transport that breaks its promise: now and then it loses or repeats a frame.
    private record BuggyTransport(Transport inner, int nth, boolean repeats) implements Transport {
        static UnaryOperator<Transport> everyNth(int nth, boolean repeats) {
            return transport -> new BuggyTransport(transport, nth, repeats);
        }

        @Override
        public String localNode() {
            return inner.localNode();
        }

        @Override
        public OutboundStream open(String node, long stream) {
            OutboundStream out = inner.open(node, stream);
            AtomicInteger frames = new AtomicInteger();
            return new OutboundStream() {
                @Override
                public OfferResult offer(MemorySegment... parts) {
                    boolean bug = frames.incrementAndGet() % nth == 0;
                    if (bug && !repeats) {
                        return OfferResult.SENT;
                    }
                    OfferResult result = out.offer(parts);
                    if (bug && result == OfferResult.SENT) {
                        out.offer(parts);
                    }
                    return result;
                }

                @Override
                public int frameBytesMax() {
                    return out.frameBytesMax();
                }

                @Override
                public void close() {
                    out.close();
                }

                @Override
                public void waitForRoom(Waker waker) {
                    out.waitForRoom(waker);
                }
            };
        }

        @Override
        public void accept(Acceptor acceptor) {
            inner.accept(acceptor);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
