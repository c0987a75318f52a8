// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sheaf.transport.aeron.HandClock;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a chunk leaves for the collector, on either side.
class ChunkGarbageTest {
    private static final int BYTES_MAX = 2048;
    private static final int CHUNKS = 2_000;
    private static final CipherScope SCOPE = new CipherScope("a", 1, "b", 2, 3, 4);

    @ParameterizedTest
    @ValueSource(ints = {100, 1_376, 16_384, 65_536})
    void aChunkLeavesLittle(int contentBytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LinkSecret secret = LinkSecret.ofBytes(new byte[32]);
        ChunkSealer sealer = new ChunkSealer(secret, SCOPE, KeyRotation.DEFAULT, new HandClock());
        ChunkOpener opener = new ChunkOpener(secret, SCOPE);
        byte[] contents = new byte[contentBytes];
        byte[] message = new byte[32 + ChunkSealer.sealedBytes(contentBytes)];
        byte[] opened = new byte[contentBytes];
        long sealing = 0;
        long opening = 0;
        for (int i = 0; i < 2 * CHUNKS; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            int bytes = sealer.seal(contents, contentBytes, message, 32);
            long between = threads.getCurrentThreadAllocatedBytes();
            assertEquals(contentBytes, opener.open(message, 32, bytes, opened));
            long after = threads.getCurrentThreadAllocatedBytes();
            if (i >= CHUNKS) {
                sealing += between - before;
                opening += after - between;
            }
        }
        long sealed = sealing / CHUNKS;
        long open = opening / CHUNKS;
        assertTrue(sealed < BYTES_MAX, () -> "sealing allocates " + sealed + " bytes");
        assertTrue(open < BYTES_MAX, () -> "opening allocates " + open + " bytes");
    }
}
