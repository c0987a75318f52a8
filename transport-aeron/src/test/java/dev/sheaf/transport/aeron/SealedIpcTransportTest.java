// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.testkit.contract.TransportContract;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SealedIpcTransportTest extends TransportContract {
    @TempDir
    Path directory;

    @Override
    protected Network network(long seed) {
        return new SteppedNodes(Medium.ipc(1024).withSeal(), seed, directory);
    }
}
