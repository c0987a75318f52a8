// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.time;

/// The only door to chance. A simulation seeds it.
public interface RandomSource {
    /// Any 64 bits.
    long nextLong();

    /// A number from 0 to `bound - 1`.
    default int nextInt(int bound) {
        return (int) Math.floorMod(nextLong() >>> 1, (long) bound);
    }
}
