// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;

/// SUM or AVG of values that another call of the same table adds up already: only results and states are its own.
final class DerivedSumAccumulator extends Accumulator {
    private final ExactSumAccumulator source;
    private final boolean average;

    DerivedSumAccumulator(ExactSumAccumulator source, boolean average) {
        this.source = source;
        this.average = average;
    }

    @Override
    void grow(int capacity) {}

    @Override
    int bytesPerGroup() {
        return 0;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {}

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {}

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        source.states(average, groups, count, targets);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        source.results(average, groups, count, target);
    }

    @Override
    void clear() {}

    @Override
    public void close() {}
}
