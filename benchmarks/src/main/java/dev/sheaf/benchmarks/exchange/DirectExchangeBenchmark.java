// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.exchange;

import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.transport.inproc.direct.DirectExchangeNetwork;

/// Channels that hand batches over by reference.
public class DirectExchangeBenchmark extends ExchangeBenchmark {
    private final ExchangeNetwork network = new DirectExchangeNetwork();

    @Override
    protected ExchangeNetwork open(String node, MemoryContext memory) {
        return network;
    }
}
