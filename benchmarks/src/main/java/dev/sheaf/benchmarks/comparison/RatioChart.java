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

    static String of(String title, List<Measurement> measurements) {
        return new RatioChart(measurements).draw(title, measurements);
    }

    private String draw(String title, List<Measurement> measurements) {
        int height = TOP + LINE_HEIGHT * measurements.size() + 12;
        int width = LABEL_WIDTH + PLOT_WIDTH + 60;
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" "
                + "font-size=\"12\">", width, height);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        add(svg, "<text x=\"8\" y=\"20\" font-size=\"14\">%s: Sheaf's time over DuckDB's</text>", escape(title));
        for (double tick : TICKS) {
            if (Math.log(tick) >= low && Math.log(tick) <= high) {
                double x = x(tick);
                add(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
                        x, TOP - 6, x, height - 8, tick == 1 ? "#333333" : "#dddddd");
                add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666666\">%s</text>",
                        x, TOP - 12, tick >= 1 ? Integer.toString((int) tick) : Double.toString(tick));
            }
        }
        for (int i = 0; i < measurements.size(); i++) {
            bar(svg, measurements.get(i), TOP + i * LINE_HEIGHT);
        }
        svg.append("</svg>\n");
        return svg.toString();
    }

    private void bar(StringBuilder svg, Measurement measurement, int y) {
        int middle = y + BAR_HEIGHT / 2;
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABEL_WIDTH - 8, y + BAR_HEIGHT - 3, escape(measurement.query()));
        if (!measurement.measured()) {
            add(svg, "<text x=\"%.1f\" y=\"%d\" fill=\"#b03030\">failed</text>", x(1) + 4, y + BAR_HEIGHT - 3);
            return;
        }
        double end = x(measurement.ratio());
        double from = Math.min(end, x(1));
        add(svg, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                from, y, Math.max(1, Math.abs(end - x(1))), BAR_HEIGHT,
                measurement.ratio() <= 1 ? "#3b8a58" : "#c2703d");
        add(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222222\"/>",
                x(measurement.ratioLow()), middle, x(measurement.ratioHigh()), middle);
        add(svg, "<text x=\"%d\" y=\"%d\" fill=\"#333333\">%.2f</text>",
                LABEL_WIDTH + PLOT_WIDTH + 8, y + BAR_HEIGHT - 3, measurement.ratio());
    }

    private double x(double ratio) {
        return LABEL_WIDTH + PLOT_WIDTH * (Math.log(ratio) - low) / (high - low);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
