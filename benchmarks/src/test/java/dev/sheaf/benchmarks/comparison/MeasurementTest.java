// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    /// Ratios 0.5, 1, 2, 4 and 8; the engines' own medians would give another ratio.
    private static final Measurement FIVE = new Measurement(
            "q", new long[] {50, 100, 400, 200, 800}, new long[] {100, 100, 200, 50, 100}, "");

    @Test
    void ratioIsTheMedianOfTheRounds() {
        assertEquals(2, FIVE.ratio(), 1e-12);
        assertEquals(1, FIVE.ratioLow(), 1e-12);
        assertEquals(4, FIVE.ratioHigh(), 1e-12);
        assertEquals(200 / 1e6, FIVE.sheafMillis(), 1e-12);
    }

    @Test
    void evenRoundsAreInterpolated() {
        Measurement two = new Measurement("q", new long[] {100, 300}, new long[] {100, 100}, "");
        assertEquals(2, two.ratio(), 1e-12);
    }

    @Test
    void meanIsGeometricAndPassesOverFailures() {
        Measurement half = new Measurement("q", new long[] {50}, new long[] {100}, "");
        Measurement eight = new Measurement("q", new long[] {800}, new long[] {100}, "");
        assertEquals(
                2,
                Measurement.geometricMean(List.of(half, eight, Measurement.failed("q", "no such table"))),
                1e-12);
    }

    @Test
    void chartShowsEveryQuery() {
        String chart = RatioChart.of("a < b", List.of(FIVE, Measurement.failed("broken", "why")));
        assertTrue(chart.contains("a &lt; b") && chart.contains(">q<") && chart.contains(">failed<"), chart);
    }
}
