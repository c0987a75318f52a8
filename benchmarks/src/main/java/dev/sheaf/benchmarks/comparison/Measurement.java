// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the rounds of one query gave. Ratios are the time of what is measured over that of what it is measured against.
///
/// @param apart whether it stands below the suite's mean
/// @param problem why the answer is wrong or missing; empty when both engines agree
record Measurement(String query, boolean apart, List<Round> rounds, String problem) {
    /// What one run took.
    ///
    /// @param nanos from the call to the last row
    /// @param cpuNanos of all threads of the process meanwhile, so with what the JVM does beside the query
    record Time(long nanos, long cpuNanos) {}

    /// One run on each engine, one after the other.
    record Round(Time time, Time against) {
        double ratio() {
            return (double) time.nanos / against.nanos;
        }

        double cpuRatio() {
            return (double) time.cpuNanos / against.cpuNanos;
        }
    }

    Measurement {
        rounds = List.copyOf(rounds);
    }

    static Measurement of(ComparedQuery query, List<Round> rounds, String problem) {
        return new Measurement(query.name(), query.apart(), rounds, problem);
    }

    static Measurement failed(ComparedQuery query, String problem) {
        return of(query, List.of(), problem);
    }

    boolean measured() {
        return !rounds.isEmpty();
    }

    double millis() {
        return quantile(round -> round.time.nanos / 1e6, 0.5);
    }

    double againstMillis() {
        return quantile(round -> round.against.nanos / 1e6, 0.5);
    }

    double cpuMillis() {
        return quantile(round -> round.time.cpuNanos / 1e6, 0.5);
    }

    double againstCpuMillis() {
        return quantile(round -> round.against.cpuNanos / 1e6, 0.5);
    }

    /// The median of the ratios of CPU time, which other work on the machine disturbs less.
    double cpuRatio() {
        return quantile(Round::cpuRatio, 0.5);
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
    static double geometricMean(List<Measurement> measurements, ToDoubleFunction<Measurement> ratio) {
        return Math.exp(measurements.stream()
                .filter(Measurement::measured)
                .mapToDouble(measurement -> Math.log(ratio.applyAsDouble(measurement)))
                .average()
                .orElse(Double.NaN));
    }
}
