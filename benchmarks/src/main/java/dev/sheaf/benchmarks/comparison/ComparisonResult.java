// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.List;

/// All that a side-by-side run has found.
///
/// @param loads how long loading took, the first time and again
public record ComparisonResult(
        ComparisonOptions options,
        String sheafVersion,
        String duckDbVersion,
        List<Measurement.Round> loads,
        List<Measurement> measurements) {
    public ComparisonResult {
        loads = List.copyOf(loads);
        measurements = List.copyOf(measurements);
    }

    /// Whether every query ran on both engines and gave the same rows.
    public boolean agreed() {
        return measurements.stream().allMatch(measurement -> measurement.problem().isEmpty());
    }

    double geometricMean() {
        return Measurement.geometricMean(measurements);
    }
}
