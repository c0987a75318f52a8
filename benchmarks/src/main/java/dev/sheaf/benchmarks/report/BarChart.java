// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.report;

import java.util.List;
import java.util.Locale;

/// Positive values as horizontal bars in SVG, on a logarithmic axis, each with its spread.
public final class BarChart {
    private static final int LABEL_WIDTH = 420;
    private static final int PLOT_WIDTH = 520;
    private static final int TEXT_WIDTH = 110;
    private static final int BAR_HEIGHT = 12;
    private static final int LINE_HEIGHT = 17;
    private static final int TOP = 56;
    private static final String[] COLOURS = {"#3b8a58", "#4a6fa5", "#c2703d"};

    private final double low;
    private final double high;

    /// One bar.
    ///
    /// @param low where its spread begins
    /// @param high where it ends
    /// @param series bars of the same series have the same colour
    public record Bar(String label, double value, double low, double high, int series) {}

    private BarChart(List<Bar> bars) {
        double smallest = Double.MAX_VALUE;
        double largest = Double.MIN_NORMAL;
        for (Bar bar : bars) {
            smallest = Math.min(smallest, bar.value);
            largest = Math.max(largest, Math.max(bar.value, bar.high));
        }
        low = Math.floor(Math.log10(smallest));
        high = Math.max(low + 1, Math.ceil(Math.log10(largest)));
    }

    /// @param title what the numbers are, with their unit
    public static String of(String title, List<Bar> bars) {
        return new BarChart(bars).draw(title, bars);
    }

    private String draw(String title, List<Bar> bars) {
        int height = TOP + LINE_HEIGHT * bars.size() + 12;
        int width = LABEL_WIDTH + PLOT_WIDTH + TEXT_WIDTH;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns='http://www.w3.org/2000/svg' width='" + width + "' height='" + height
                + "' font-family='sans-serif' font-size='11'>\n");
        svg.append("<rect width='" + width + "' height='" + height + "' fill='#ffffff'/>\n");
        svg.append("<text x='8' y='20' font-size='14'>" + escape(title) + "</text>\n");
        for (int power = (int) low; power <= high; power++) {
            double x = x(Math.pow(10, power));
            line(svg, x, TOP - 6, x, height - 8, "#dddddd");
            text(svg, x, TOP - 12, "middle",
                    power < 0 ? "1/" + (long) Math.pow(10, -power) : "" + (long) Math.pow(10, power));
        }
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * LINE_HEIGHT);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Bar bar, int y) {
        int baseline = y + BAR_HEIGHT - 2;
        double end = x(bar.value);
        text(svg, LABEL_WIDTH - 8, baseline, "end", bar.label);
        svg.append("<rect x='" + LABEL_WIDTH + "' y='" + y + "' width='" + number(Math.max(1, end - LABEL_WIDTH))
                + "' height='" + BAR_HEIGHT + "' fill='" + COLOURS[bar.series % COLOURS.length] + "'/>\n");
        int middle = y + BAR_HEIGHT / 2;
        line(svg, Math.max(LABEL_WIDTH, x(Math.max(bar.low, bar.value / 1000))), middle, x(bar.high), middle,
                "#222222");
        text(svg, LABEL_WIDTH + PLOT_WIDTH + 8, baseline, "start", value(bar.value));
    }

    private static String value(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
    }

    private static void line(StringBuilder svg, double x1, int y1, double x2, int y2, String colour) {
        svg.append("<line x1='" + number(x1) + "' y1='" + y1 + "' x2='" + number(x2) + "' y2='" + y2 + "' stroke='"
                + colour + "'/>\n");
    }

    private static void text(StringBuilder svg, double x, int y, String anchor, String text) {
        svg.append("<text x='" + number(x) + "' y='" + y + "' text-anchor='" + anchor + "'>" + escape(text)
                + "</text>\n");
    }

    private double x(double value) {
        return LABEL_WIDTH + PLOT_WIDTH * (Math.log10(value) - low) / (high - low);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
