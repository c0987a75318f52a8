// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.List;

/// All that a side-by-side run has found.
///
/// @param versions of the engines
/// @param loads how long loading took, the first time and again
/// @param alone what each query took with one thread; empty when that wasn't asked for
/// @param together what each took with all threads after that, when the compiler had done what it does
public record ComparisonResult(
        ComparisonOptions options,
        String versions,
        List<Measurement.Round> loads,
        List<Measurement> measurements,
        List<Measurement> alone,
        List<Measurement> together) {
    public ComparisonResult {
        loads = List.copyOf(loads);
        measurements = List.copyOf(measurements);
        alone = List.copyOf(alone);
        together = List.copyOf(together);
    }

    ComparisonResult withGain(List<Measurement> singleThreaded, List<Measurement> multithreaded) {
        return new ComparisonResult(options, versions, loads, measurements, singleThreaded, multithreaded);
    }

    /// Whether every query ran on both engines and gave the same rows.
    public boolean agreed() {
        return measurements.stream().allMatch(measurement -> measurement.problem().isEmpty());
    }

    /// Those that make the suite's mean.
    List<Measurement> main() {
        return measurements.stream().filter(measurement -> !measurement.apart()).toList();
    }

    /// Those that are reported apart.
    List<Measurement> apart() {
        return measurements.stream().filter(Measurement::apart).toList();
    }
}
