// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.report;

import java.util.Collection;

/// Quantiles of measured values, interpolated between the sorted ones.
public final class Quantiles {
    private final double[] sorted;

    /// @param values at least one
    public Quantiles(Collection<Double> values) {
        this.sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values");
        }
    }

    public double median() {
        return at(0.5);
    }

    /// @param share 0 for the smallest, 1 for the largest
    public double at(double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
