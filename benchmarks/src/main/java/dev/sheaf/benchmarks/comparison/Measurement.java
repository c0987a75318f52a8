// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the rounds of one query gave. Ratios are Sheaf's time over DuckDB's: below 1, Sheaf is faster.
///
/// @param problem why the answer is wrong or missing; empty when both engines agree
record Measurement(String query, List<Round> rounds, String problem) {
    /// One run on each engine, one after the other.
    record Round(long sheafNanos, long duckDbNanos) {
        double ratio() {
            return (double) sheafNanos / duckDbNanos;
        }
    }

    Measurement {
        rounds = List.copyOf(rounds);
    }

    static Measurement failed(String query, String problem) {
        return new Measurement(query, List.of(), problem);
    }

    boolean measured() {
        return !rounds.isEmpty();
    }

    double sheafMillis() {
        return quantile(round -> round.sheafNanos / 1e6, 0.5);
    }

    double duckDbMillis() {
        return quantile(round -> round.duckDbNanos / 1e6, 0.5);
    }

    /// The median of the ratios of the rounds.
    double ratio() {
        return quantile(Round::ratio, 0.5);
    }

    /// The quartile of the ratios below the median.
    double ratioLow() {
        return quantile(Round::ratio, 0.25);
    }

    /// The quartile of the ratios above the median.
    double ratioHigh() {
        return quantile(Round::ratio, 0.75);
    }

    /// Interpolates between the sorted values.
    private double quantile(ToDoubleFunction<Round> value, double share) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// The geometric mean of the ratios of those that were measured.
    static double geometricMean(List<Measurement> measurements) {
        return Math.exp(measurements.stream()
                .filter(Measurement::measured)
                .mapToDouble(measurement -> Math.log(measurement.ratio()))
                .average()
                .orElse(Double.NaN));
    }
}
