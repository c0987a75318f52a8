// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.cluster.exchange.FramedExchangeNetwork;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.testkit.contract.ExchangeNetworkContract;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// Exchanges between two nodes over Aeron: through shared memory, by datagrams, and by datagrams of which some get
/// lost.
class ExchangeOverAeronTest extends ExchangeNetworkContract {
    private static final Medium[] MEDIA = {
        Medium.ipc(1024),
        Medium.udp(LinkBudget.MTU_BYTES_INTERNET, 4096, 0),
        Medium.udp(LinkBudget.MTU_BYTES_JUMBO, 16 << 10, 0.05)
    };

    @TempDir
    Path directory;

    /// The number of a medium.
    @Override
    protected Stream<Long> seeds() {
        return Stream.of(0L, 1L, 2L);
    }

    @Override
    protected Networks networks(long seed, MemoryContext memory) {
        return new Exchanges(new SteppedNodes(MEDIA[(int) seed], seed, directory), seed, memory);
    }

    /// Two nodes whose links are stepped in turn with what carries the frames.
    private static final class Exchanges implements Networks {
        private static final long TURN_NANOS = 500_000;
        private static final long STEPS_MAX = 1_000_000;

        private final SteppedNodes nodes;
        private final SteppedScheduler scheduler;
        private final FramedExchangeNetwork producer;
        private final FramedExchangeNetwork consumer;

        Exchanges(SteppedNodes nodes, long seed, MemoryContext memory) {
            this.nodes = nodes;
            this.scheduler = new SteppedScheduler(seed, 1);
            this.producer =
                    new FramedExchangeNetwork(nodes.join("a"), scheduler, scheduler.clock(), memory, 1000);
            this.consumer =
                    new FramedExchangeNetwork(nodes.join("b"), scheduler, scheduler.clock(), memory, 5000);
        }

        @Override
        public ExchangeNetwork producer() {
            return producer;
        }

        @Override
        public String producerNode() {
            return "a";
        }

        @Override
        public ExchangeNetwork consumer() {
            return consumer;
        }

        @Override
        public String consumerNode() {
            return "b";
        }

        @Override
        public void settle() {
            long quietSince = nodes.clock().nanoTime();
            while (nodes.clock().nanoTime() - quietSince < nodes.medium().quietNanos()) {
                long stepsBefore = scheduler.steps();
                scheduler.runFor(TURN_NANOS, STEPS_MAX);
                if (nodes.step() || scheduler.steps() > stepsBefore) {
                    quietSince = nodes.clock().nanoTime();
                }
            }
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
            settle();
            nodes.close();
        }
    }
}
