// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.List;
import java.util.Locale;

/// Ratios as a bar chart in SVG, on a logarithmic axis, so that half and double stand equally far from 1.
final class RatioChart {
    private static final int LABEL_WIDTH = 210;
    private static final int PLOT_WIDTH = 560;
    private static final int BAR_HEIGHT = 14;
    private static final int LINE_HEIGHT = 20;
    private static final int TOP = 56;
    private static final double[] TICKS = {0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32};

    private final double low;
    private final double high;

    private RatioChart(List<Measurement> measurements) {
        double smallest = 0.5;
        double largest = 2;
        for (Measurement measurement : measurements) {
            if (measurement.measured()) {
                smallest = Math.min(smallest, measurement.ratioLow());
                largest = Math.max(largest, measurement.ratioHigh());
            }
        }
        low = Math.log(smallest) - 0.1;
        high = Math.log(largest) + 0.1;
    }

    static String of(String title, ComparisonOptions options, List<Measurement> measurements) {
        return new RatioChart(measurements)
                .draw(title + ": time of " + options.name() + " over " + options.against().label(), measurements);
    }

    private String draw(String title, List<Measurement> measurements) {
        int height = TOP + LINE_HEIGHT * measurements.size() + 12;
        int width = LABEL_WIDTH + PLOT_WIDTH + 60;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' width='" + width + "' height='" + height
                + "' font-family='sans-serif' font-size='12'>\n");
        svg.append("<rect width='" + width + "' height='" + height + "' fill='#ffffff'/>\n");
        svg.append("<text x='8' y='20' font-size='14'>" + escape(title) + "</text>\n");
        for (double tick : TICKS) {
            if (Math.log(tick) >= low && Math.log(tick) <= high) {
                line(svg, x(tick), TOP - 6, x(tick), height - 8, tick == 1 ? "#333333" : "#dddddd");
                String label = tick >= 1 ? Integer.toString((int) tick) : Double.toString(tick);
                text(svg, x(tick), TOP - 12, "middle", label);
            }
        }
        for (int i = 0; i < measurements.size(); i++) {
            bar(svg, measurements.get(i), TOP + i * LINE_HEIGHT);
        }
        svg.append("</svg>\n");
        return svg.toString();
    }

    private void bar(StringBuilder svg, Measurement measurement, int y) {
        int baseline = y + BAR_HEIGHT - 3;
        text(svg, LABEL_WIDTH - 8, baseline, "end", measurement.query());
        if (!measurement.measured()) {
            text(svg, x(1) + 4, baseline, "start", "failed");
            return;
        }
        double end = x(measurement.ratio());
        svg.append("<rect x='" + number(Math.min(end, x(1))) + "' y='" + y + "' width='"
                + number(Math.max(1, Math.abs(end - x(1)))) + "' height='" + BAR_HEIGHT + "' fill='"
                + (measurement.ratio() <= 1 ? "#3b8a58" : "#c2703d") + "'/>\n");
        int middle = y + BAR_HEIGHT / 2;
        line(svg, x(measurement.ratioLow()), middle, x(measurement.ratioHigh()), middle, "#222222");
        String ratio = String.format(Locale.ROOT, "%.2f", measurement.ratio());
        text(svg, LABEL_WIDTH + PLOT_WIDTH + 8, baseline, "start", ratio);
    }

    private static void line(StringBuilder svg, double x1, int y1, double x2, int y2, String colour) {
        svg.append("<line x1='" + number(x1) + "' y1='" + y1 + "' x2='" + number(x2) + "' y2='" + y2 + "' stroke='"
                + colour + "'/>\n");
    }

    private static void text(StringBuilder svg, double x, int y, String anchor, String text) {
        svg.append("<text x='" + number(x) + "' y='" + y + "' text-anchor='" + anchor + "'>" + escape(text)
                + "</text>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private double x(double ratio) {
        return LABEL_WIDTH + PLOT_WIDTH * (Math.log(ratio) - low) / (high - low);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
