// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarChartTest {
    @Test
    void longerBarsAreOfLargerValues() {
        String chart = BarChart.of(
                "a < b",
                List.of(new BarChart.Bar("one", 1, 1, 1, 0), new BarChart.Bar("hundred", 100, 90, 110, 1)));
        assertTrue(chart.contains("a &lt; b") && chart.contains(">one<") && chart.contains(">100.0<"), chart);
        // An axis from 1 to 1000: nothing, and two thirds of it.
        assertTrue(chart.contains("width='1.0'") && chart.contains("width='346.7'"), chart);
    }

    @Test
    void quantilesAreInterpolated() {
        Quantiles quantiles = new Quantiles(List.of(4.0, 1.0, 2.0, 3.0));
        assertEquals(2.5, quantiles.median(), 1e-12);
        assertEquals(1, quantiles.at(0), 1e-12);
        assertEquals(3.25, quantiles.at(0.75), 1e-12);
    }
}
