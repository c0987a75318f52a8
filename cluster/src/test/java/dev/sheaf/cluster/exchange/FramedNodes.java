// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.testkit.contract.ExchangeNetworkContract;
import dev.sheaf.testkit.schedule.SteppedScheduler;

/// Two nodes with framed exchanges over any transports, stepped.
final class FramedNodes implements ExchangeNetworkContract.Networks {
    private static final long STEPS_MAX = 20_000_000;

    private final SteppedScheduler scheduler;
    private final FramedExchangeNetwork producer;
    private final FramedExchangeNetwork consumer;

    FramedNodes(SteppedScheduler scheduler, Transport a, Transport b, MemoryContext memory) {
        this.scheduler = scheduler;
        this.producer = new FramedExchangeNetwork(a, scheduler, scheduler.clock(), memory, 1000);
        this.consumer = new FramedExchangeNetwork(b, scheduler, scheduler.clock(), memory, 5000);
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
        scheduler.runFor(60_000_000_000L, STEPS_MAX);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        settle();
    }
}
