// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.suites;

import dev.sheaf.benchmarks.Machine;
import dev.sheaf.benchmarks.report.BarChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// What the JMH suites gave, as Markdown and a chart. All suites measure the average time of a call.
public final class SuitesReport {
    private static final String SUBJECT = "jmh";

    private final PublishedSuite.Effort effort;
    private final Map<PublishedSuite, List<RunResult>> results = new LinkedHashMap<>();

    public SuitesReport(PublishedSuite.Effort effort) {
        this.effort = effort;
    }

    /// Adds a suite, which comes behind those added before.
    public void add(PublishedSuite suite, Collection<RunResult> measured) {
        results.put(suite, List.copyOf(measured));
    }

    /// Writes the page and its chart.
    ///
    /// @return the page
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<BarChart.Bar> bars = new ArrayList<>();
        int series = 0;
        for (List<RunResult> suite : results.values()) {
            for (RunResult result : suite) {
                bars.add(bar(result, series));
            }
            series++;
        }
        Files.writeString(
                folder.resolve(SUBJECT + ".svg"), BarChart.of("JMH suites: microseconds a call", bars));
        Path page = folder.resolve(SUBJECT + ".md");
        Files.writeString(page, markdown());
        return page;
    }

    private static BarChart.Bar bar(RunResult result, int series) {
        Statistics calls = result.getPrimaryResult().getStatistics();
        double factor = microseconds(result.getParams());
        return new BarChart.Bar(
                name(result.getParams()) + " " + parameters(result.getParams()),
                factor * calls.getMean(),
                factor * calls.getMin(),
                factor * calls.getMax(),
                series);
    }

    String markdown() {
        StringBuilder page = new StringBuilder("# JMH suites\n\n");
        page.append("The average time of a call, and the least and the greatest average of an iteration. A short run:")
                .append(" it shows what is dear\nand what isn't; to compare two versions, measure longer with")
                .append(" `benchmarks/bench jmh`.\n\n");
        results.forEach((suite, measured) -> {
            page.append("## ").append(suite.title()).append("\n\n");
            page.append("| benchmark | parameters | µs a call | spread |\n|---|---|--:|---|\n");
            measured.forEach(result -> page.append(row(result)));
            page.append('\n');
        });
        page.append("## All\n\n![times](" + SUBJECT + ".svg)\n\n");
        page.append("- machine: ").append(Machine.description()).append('\n');
        page.append("- Java: ").append(Machine.java()).append('\n');
        page.append("- flags: ").append(flags()).append('\n');
        results.values().stream()
                .flatMap(List::stream)
                .findFirst()
                .ifPresent(result -> page.append("- JMH ").append(result.getParams().getJmhVersion()).append('\n'));
        page.append(String.format(
                Locale.ROOT,
                "- %d JVM(s) for each, %d warm-up iterations and %d measured ones of %d ms%n",
                effort.forks(),
                effort.warmUps(),
                effort.iterations(),
                effort.iterationMillis()));
        return page.toString();
    }

    private static String row(RunResult result) {
        Statistics calls = result.getPrimaryResult().getStatistics();
        double factor = microseconds(result.getParams());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s to %s |%n",
                name(result.getParams()),
                parameters(result.getParams()),
                number(factor * calls.getMean()),
                number(factor * calls.getMin()),
                number(factor * calls.getMax()));
    }

    /// Class and method.
    private static String name(BenchmarkParams parameters) {
        String[] parts = parameters.getBenchmark().split("\\.", -1);
        return parts[parts.length - 2].replaceFirst("Benchmark$", "") + "." + parts[parts.length - 1];
    }

    private static String parameters(BenchmarkParams parameters) {
        return parameters.getParamsKeys().stream()
                .map(key -> key + "=" + parameters.getParam(key))
                .collect(Collectors.joining(" "));
    }

    private static double microseconds(BenchmarkParams parameters) {
        return parameters.getTimeUnit().toNanos(1) / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
    }

    /// The options of the JVMs that ran the benchmarks, without places on this machine.
    private String flags() {
        return results.values().stream()
                .flatMap(List::stream)
                .flatMap(result -> result.getParams().getJvmArgs().stream())
                .filter(argument -> !argument.contains("/"))
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
