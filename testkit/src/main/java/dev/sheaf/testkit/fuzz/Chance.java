// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import java.util.List;
import java.util.Random;

/// Draws from one seed; the same seed and calls give the same draws.
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /// Returns a number from 0 to below the bound.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// Returns a number between two, both included.
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
