// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Files.writeString(options.output().resolve(chart),
                RatioChart.of(title(), result.options(), result.measurements()));
        Path page = options.output().resolve(options.subject() + ".md");
        Files.writeString(page, markdown(chart));
        return page;
    }

    /// One query's line of the console.
    static String line(ComparisonOptions options, Measurement measurement) {
        if (!measurement.measured()) {
            return String.format(Locale.ROOT, "%-28s failed: %s", measurement.query(), measurement.problem());
        }
        return String.format(
                Locale.ROOT,
                "%-28s %s %8.1f ms  %s %8.1f ms  ratio %5.2f (%.2f to %.2f)  CPU %8.1f %8.1f ms  ratio %5.2f%s",
                measurement.query(),
                options.name(),
                measurement.millis(),
                options.against().label(),
                measurement.againstMillis(),
                measurement.ratio(),
                measurement.ratioLow(),
                measurement.ratioHigh(),
                measurement.cpuMillis(),
                measurement.againstCpuMillis(),
                measurement.cpuRatio(),
                measurement.problem().isEmpty() ? "" : "  WRONG: " + measurement.problem());
    }

    /// The last line of the console.
    public String summary() {
        List<Measurement> main = result.main();
        return String.format(
                Locale.ROOT,
                "%s: geometric mean of the ratios %.2f, of CPU time %.2f; all queries %s %.0f ms, %s %.0f ms",
                title(),
                Measurement.geometricMean(main, Measurement::ratio),
                Measurement.geometricMean(main, Measurement::cpuRatio),
                result.options().name(),
                total(main, Measurement::millis),
                result.options().against().label(),
                total(main, Measurement::againstMillis));
    }

    private String title() {
        ComparisonOptions options = result.options();
        return options.suite().title(options)
                + (options.source() == ComparisonOptions.Source.MEMORY ? " in memory" : " from Parquet (zstd)")
                + (options.against() == ComparisonOptions.Against.DUCKDB ? "" : ", " + options.name() + " against one");
    }

    private String markdown(String chart) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(title()).append("\n\n");
        page.append("Ratios are the time of ")
                .append(result.options().name())
                .append(" over that of ")
                .append(result.options().against().label())
                .append(": the smaller, the better.\nBoth engines ran in one process and took turns; each ratio is the")
                .append(" median over the rounds, with its quartiles. CPU time\nis that of all threads, compiling and")
                .append(" collecting garbage included.\n\n");
        page.append("![ratios](").append(chart).append(")\n\n");
        table(page, result.main());
        if (!result.apart().isEmpty()) {
            page.append("Apart, with skewed keys, many nulls or wide rows:\n\n");
            table(page, result.apart());
        }
        if (!result.alone().isEmpty()) {
            gains(page);
        }
        page.append(circumstances());
        return page.toString();
    }

    private void table(StringBuilder page, List<Measurement> measurements) {
        String name = result.options().name();
        String against = result.options().against().label();
        page.append(
                "| query | " + name + " ms | " + against + " ms | ratio | quartiles | " + name + " CPU ms | " + against
                        + " CPU ms | CPU ratio |\n");
        page.append("|---|--:|--:|--:|---|--:|--:|--:|\n");
        for (Measurement measurement : measurements) {
            page.append(row(measurement));
        }
        page.append(String.format(
                Locale.ROOT,
                "| all, and geometric mean | %.1f | %.1f | %.2f | | %.1f | %.1f | %.2f |%n%n",
                total(measurements, Measurement::millis),
                total(measurements, Measurement::againstMillis),
                Measurement.geometricMean(measurements, Measurement::ratio),
                total(measurements, Measurement::cpuMillis),
                total(measurements, Measurement::againstCpuMillis),
                Measurement.geometricMean(measurements, Measurement::cpuRatio)));
    }

    private static String row(Measurement measurement) {
        if (!measurement.measured()) {
            return "| " + measurement.query() + " | failed: " + measurement.problem() + " | | | | | | |\n";
        }
        return String.format(
                Locale.ROOT,
                "| %s%s | %.2f | %.2f | %.2f | %.2f to %.2f | %.1f | %.1f | %.2f |%n",
                measurement.query(),
                measurement.problem().isEmpty() ? "" : " (wrong rows)",
                measurement.millis(),
                measurement.againstMillis(),
                measurement.ratio(),
                measurement.ratioLow(),
                measurement.ratioHigh(),
                measurement.cpuMillis(),
                measurement.againstCpuMillis(),
                measurement.cpuRatio());
    }

    /// How many times longer one thread takes than all of them.
    private void gains(StringBuilder page) {
        page.append("What ").append(result.options().threadCount()).append(" threads gain over one, as a quotient of")
                .append(" medians:\n\n| query | Sheaf | DuckDB |\n|---|--:|--:|\n");
        Map<String, Measurement> alone = result.alone().stream()
                .filter(Measurement::measured)
                .collect(Collectors.toMap(Measurement::query, measurement -> measurement));
        for (Measurement measurement : result.together()) {
            Measurement single = alone.get(measurement.query());
            if (measurement.measured() && single != null) {
                gain(page, measurement.query(), List.of(single), List.of(measurement));
            }
        }
        List<Measurement> both = result.together().stream()
                .filter(measurement -> measurement.measured() && alone.containsKey(measurement.query()))
                .toList();
        gain(page, "all", both.stream().map(measurement -> alone.get(measurement.query())).toList(), both);
        page.append('\n');
    }

    private static void gain(StringBuilder page, String name, List<Measurement> single, List<Measurement> together) {
        page.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f |%n",
                name,
                total(single, Measurement::millis) / total(together, Measurement::millis),
                total(single, Measurement::againstMillis) / total(together, Measurement::againstMillis)));
    }

    private String circumstances() {
        ComparisonOptions options = result.options();
        List<String> lines = List.of(
                "machine: " + Machine.description(),
                "Java: " + Machine.java(),
                "flags: " + Machine.flags(),
                result.versions(),
                options.workers() + " worker(s) of " + options.threads() + " thread(s), " + options.against().label()
                        + " with " + options.threadCount() + " threads, " + options.memory() + " each",
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
                        "%s %.1f s and %s %.1f s",
                        result.options().name(),
                        load.time().nanos() / 1e9,
                        result.options().against().label(),
                        load.against().nanos() / 1e9))
                .collect(Collectors.joining(", then "));
    }

    private static double total(List<Measurement> measurements, ToDoubleFunction<Measurement> millis) {
        return measurements.stream()
                .filter(Measurement::measured)
                .mapToDouble(millis)
                .sum();
    }
}
