// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final ComparedQuery QUERY = ComparedQuery.of("q", "SELECT 1");

    /// Ratios 0.5, 1, 2, 4 and 8; the engines' own medians would give another ratio.
    private static final Measurement FIVE = measurement(50, 100, 100, 100, 400, 200, 200, 50, 800, 100);

    /// @param nanos of Sheaf and DuckDB in turn
    private static Measurement measurement(long... nanos) {
        List<Measurement.Round> rounds = new ArrayList<>();
        for (int i = 0; i < nanos.length; i += 2) {
            rounds.add(new Measurement.Round(
                    new Measurement.Time(nanos[i], 2 * nanos[i]),
                    new Measurement.Time(nanos[i + 1], nanos[i + 1])));
        }
        return Measurement.of(QUERY, rounds, "");
    }

    @Test
    void ratioIsTheMedianOfTheRounds() {
        assertEquals(2, FIVE.ratio(), 1e-12);
        assertEquals(1, FIVE.ratioLow(), 1e-12);
        assertEquals(4, FIVE.ratioHigh(), 1e-12);
        assertEquals(200 / 1e6, FIVE.millis(), 1e-12);
        assertEquals(4, FIVE.cpuRatio(), 1e-12);
    }

    @Test
    void evenRoundsAreInterpolated() {
        Measurement two = measurement(100, 100, 300, 100);
        assertEquals(2, two.ratio(), 1e-12);
    }

    @Test
    void meanIsGeometricAndPassesOverFailures() {
        Measurement half = measurement(50, 100);
        Measurement eight = measurement(800, 100);
        assertEquals(
                2,
                Measurement.geometricMean(List.of(half, eight, Measurement.failed(QUERY, "no such table")),
                        Measurement::ratio),
                1e-12);
    }

    @Test
    void chartShowsEveryQuery() {
        String chart = RatioChart.of("a < b", ComparisonOptions.parse(),
                List.of(FIVE, Measurement.failed(ComparedQuery.of("broken", ""), "why")));
        assertTrue(chart.contains("a &lt; b") && chart.contains(">q<") && chart.contains(">failed<"), chart);
    }
}
