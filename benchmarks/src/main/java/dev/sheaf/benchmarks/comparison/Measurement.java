// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.Arrays;
import java.util.List;

/// What the rounds of one query gave. Ratios are Sheaf's time over DuckDB's: below 1, Sheaf is faster.
///
/// @param sheafNanos Sheaf's time, by round
/// @param duckDbNanos DuckDB's time in the same rounds
/// @param problem why the answer is wrong or missing; empty when both engines agree
record Measurement(String query, long[] sheafNanos, long[] duckDbNanos, String problem) {
    Measurement {
        sheafNanos = sheafNanos.clone();
        duckDbNanos = duckDbNanos.clone();
    }

    static Measurement failed(String query, String problem) {
        return new Measurement(query, new long[0], new long[0], problem);
    }

    boolean measured() {
        return sheafNanos.length > 0;
    }

    double sheafMillis() {
        return quantile(millis(sheafNanos), 0.5);
    }

    double duckDbMillis() {
        return quantile(millis(duckDbNanos), 0.5);
    }

    /// The median of the ratios of the rounds.
    double ratio() {
        return quantile(ratios(), 0.5);
    }

    /// The quartile of the ratios below the median.
    double ratioLow() {
        return quantile(ratios(), 0.25);
    }

    /// The quartile of the ratios above the median.
    double ratioHigh() {
        return quantile(ratios(), 0.75);
    }

    private double[] ratios() {
        double[] ratios = new double[sheafNanos.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (double) sheafNanos[i] / duckDbNanos[i];
        }
        return ratios;
    }

    private static double[] millis(long[] nanos) {
        return Arrays.stream(nanos).mapToDouble(value -> value / 1e6).toArray();
    }

    /// Interpolates between the sorted values.
    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
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
