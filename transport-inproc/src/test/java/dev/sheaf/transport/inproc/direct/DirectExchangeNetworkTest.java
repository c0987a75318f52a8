// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.direct;

import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.testkit.contract.ExchangeNetworkContract;

class DirectExchangeNetworkTest extends ExchangeNetworkContract {
    @Override
    protected Networks networks(long seed, MemoryContext memory) {
        DirectExchangeNetwork network = new DirectExchangeNetwork();
        return new Networks() {
            @Override
            public ExchangeNetwork producer() {
                return network;
            }

            @Override
            public String producerNode() {
                return "a";
            }

            @Override
            public ExchangeNetwork consumer() {
                return network;
            }

            @Override
            public String consumerNode() {
                return "b";
            }

            @Override
            public void settle() {}

            @Override
            public void close() {
                network.close();
            }
        };
    }
}
