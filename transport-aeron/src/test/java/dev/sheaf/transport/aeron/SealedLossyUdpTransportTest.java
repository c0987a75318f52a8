// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.testkit.contract.TransportContract;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// The contract over encrypted links while datagrams get lost on the way there and back: 1, 5 and 10 of a hundred.
class SealedLossyUdpTransportTest extends TransportContract {
    @TempDir
    Path directory;

    /// The seed is also the share that gets lost, in hundredths.
    @Override
    protected Stream<Long> seeds() {
        return Stream.of(1L, 5L, 10L);
    }

    @Override
    protected Network network(long seed) {
        return new SteppedNodes(
                Medium.udp(LinkBudget.MTU_BYTES_INTERNET, 5000, seed / 100.0).withSeal(), seed, directory);
    }
}
