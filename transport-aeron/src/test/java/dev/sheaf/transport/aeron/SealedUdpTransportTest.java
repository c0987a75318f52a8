// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.testkit.contract.TransportContract;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SealedUdpTransportTest extends TransportContract {
    @TempDir
    Path directory;

    @Override
    protected Network network(long seed) {
        return new SteppedNodes(Medium.udp(LinkBudget.MTU_BYTES_INTERNET, 5000, 0).withSeal(), seed, directory);
    }
}
