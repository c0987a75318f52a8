// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// A run as Markdown, with everything that is needed to judge it: machine, versions, flags, spread, and losses.
public final class ComparisonReport {
    private final ComparisonResult result;

    public ComparisonReport(ComparisonResult result) {
        this.result = result;
    }

    /// Writes the page and its chart.
    ///
    /// @return the page
    public Path write() throws IOException {
        ComparisonOptions options = result.options();
        Files.createDirectories(options.output());
        String chart = options.subject() + ".svg";
        Files.writeString(options.output().resolve(chart), RatioChart.of(title(), result.measurements()));
        Path page = options.output().resolve(options.subject() + ".md");
        Files.writeString(page, markdown(chart));
        return page;
    }

    /// One query's line of the console.
    static String line(Measurement measurement) {
        if (!measurement.measured()) {
            return String.format(Locale.ROOT, "%-28s failed: %s", measurement.query(), measurement.problem());
        }
        return String.format(
                Locale.ROOT,
                "%-28s Sheaf %9.2f ms  DuckDB %9.2f ms  ratio %5.2f (%.2f to %.2f)%s",
                measurement.query(),
                measurement.sheafMillis(),
                measurement.duckDbMillis(),
                measurement.ratio(),
                measurement.ratioLow(),
                measurement.ratioHigh(),
                measurement.problem().isEmpty() ? "" : "  WRONG: " + measurement.problem());
    }

    /// The last line of the console.
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s: geometric mean of the ratios %.2f; all queries Sheaf %.0f ms, DuckDB %.0f ms",
                title(),
                result.geometricMean(),
                total(Measurement::sheafMillis),
                total(Measurement::duckDbMillis));
    }

    private String title() {
        ComparisonOptions options = result.options();
        String data = options.micro()
                ? "Micro-queries over " + options.rows() + " rows"
                : "TPC-H at scale " + options.scaleText();
        return data + (options.source() == ComparisonOptions.Source.MEMORY ? " in memory" : " from Parquet (zstd)");
    }

    private String markdown(String chart) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(title()).append("\n\n");
        page.append(
                "Ratios are Sheaf's time over DuckDB's: below 1, Sheaf is faster. Both engines ran in one process and")
                .append(" took turns; each\nratio is the median over the rounds, with its quartiles.\n\n");
        page.append("![ratios](").append(chart).append(")\n\n");
        page.append("| query | Sheaf ms | DuckDB ms | ratio | quartiles |\n|---|--:|--:|--:|--:|\n");
        for (Measurement measurement : result.measurements()) {
            page.append(row(measurement));
        }
        page.append(String.format(
                Locale.ROOT,
                "| all | %.1f | %.1f | %.2f (geometric mean) | |%n%n",
                total(Measurement::sheafMillis),
                total(Measurement::duckDbMillis),
                result.geometricMean()));
        page.append(circumstances());
        return page.toString();
    }

    private static String row(Measurement measurement) {
        if (!measurement.measured()) {
            return "| " + measurement.query() + " | failed: " + measurement.problem() + " | | | |\n";
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f to %.2f |%s%n",
                measurement.query(),
                measurement.sheafMillis(),
                measurement.duckDbMillis(),
                measurement.ratio(),
                measurement.ratioLow(),
                measurement.ratioHigh(),
                measurement.problem().isEmpty() ? "" : " wrong rows |");
    }

    private String circumstances() {
        ComparisonOptions options = result.options();
        List<String> lines = List.of(
                "machine: " + Machine.description(),
                "Java: " + Machine.java(),
                "flags: " + Machine.flags(),
                "Sheaf " + result.sheafVersion() + ", DuckDB " + result.duckDbVersion(),
                options.workers() + " worker(s) of " + options.threads() + " thread(s), DuckDB with "
                        + options.threadCount() + " threads, " + options.memory() + " each",
                "plans " + (options.planCache() ? "from the cache" : "made anew each time"),
                options.warmups() + " warm-ups, " + options.rounds() + " rounds",
                "loading took " + loads());
        StringBuilder list = new StringBuilder();
        lines.forEach(line -> list.append("- ").append(line).append('\n'));
        return list.toString();
    }

    private String loads() {
        return result.loads().stream()
                .map(load -> String.format(
                        Locale.ROOT,
                        "Sheaf %.1f s and DuckDB %.1f s",
                        load.sheafNanos() / 1e9,
                        load.duckDbNanos() / 1e9))
                .collect(Collectors.joining(", then "));
    }

    private double total(ToDoubleFunction<Measurement> millis) {
        return result.measurements().stream()
                .filter(Measurement::measured)
                .mapToDouble(millis)
                .sum();
    }
}
