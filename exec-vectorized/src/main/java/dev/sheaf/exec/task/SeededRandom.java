// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.time.RandomSource;
import java.util.concurrent.atomic.AtomicLong;

/// What RANDOM() of a task draws from: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), whose state is a counter, so
/// that the drivers can share it without a lock.
final class SeededRandom implements RandomSource {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLong state;

    /// @param stream tells apart the sources of one seed
    SeededRandom(long seed, long stream) {
        state = new AtomicLong(mix(seed) ^ mix(stream * GOLDEN_GAMMA));
    }

    @Override
    public long nextLong() {
        return mix(state.addAndGet(GOLDEN_GAMMA));
    }

    private static long mix(long value) {
        long x = value;
        x = (x ^ x >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        x = (x ^ x >>> 27) * 0x94D0_49BB_1331_11EBL;
        return x ^ x >>> 31;
    }
}
