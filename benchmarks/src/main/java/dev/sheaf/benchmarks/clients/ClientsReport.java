// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.clients;

import dev.sheaf.benchmarks.Machine;
import dev.sheaf.benchmarks.report.BarChart;
import dev.sheaf.benchmarks.report.Quantiles;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/// A run of many clients as Markdown and a chart.
///
/// @param subject a part of file names
/// @param title the heading
/// @param sheaf what was measured of Sheaf
/// @param duckDb what was measured of DuckDB
/// @param circumstances what was run, a line each
record ClientsReport(String subject, String title, Side sheaf, Side duckDb, List<String> circumstances) {
    /// What was measured of an engine.
    record Side(Throughput throughput, Fairness fairness) {
        Quantiles perSecond() {
            return new Quantiles(throughput.perSecond());
        }
    }

    ClientsReport {
        circumstances = List.copyOf(circumstances);
    }

    /// Writes the page and its chart.
    ///
    /// @return the page
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(subject + ".svg"),
                BarChart.of(title + ": median wait in milliseconds", bars()));
        Path page = folder.resolve(subject + ".md");
        Files.writeString(page, markdown());
        return page;
    }

    /// By round, Sheaf's statements per second over DuckDB's.
    Quantiles ratio() {
        List<Double> ratios = new ArrayList<>();
        List<Double> ours = sheaf.throughput.perSecond();
        List<Double> theirs = duckDb.throughput.perSecond();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return new Quantiles(ratios);
    }

    private List<BarChart.Bar> bars() {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (int query = 1; query <= TpchQueries.COUNT; query++) {
            bars.add(bar("Q" + query + " Sheaf", sheaf.throughput.millis(query), 0));
            bars.add(bar("DuckDB", duckDb.throughput.millis(query), 1));
        }
        return bars;
    }

    private static BarChart.Bar bar(String label, Quantiles millis, int series) {
        return new BarChart.Bar(label, millis.median(), millis.at(0.25), millis.at(0.75), series);
    }

    String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(title).append("\n\n");
        page.append("""
                Each client has a connection of its own to one engine and goes through the 22 queries, in an order of
                its own; the engines take turns, a round each. The ratio is Sheaf's statements per second over
                DuckDB's: above 1, Sheaf does more.

                """);
        page.append("| | Sheaf | DuckDB | ratio | quartiles |\n|---|--:|--:|--:|---|\n");
        new Formatter(page, Locale.ROOT).format("| statements per second | %.2f | %.2f | %.2f | %.2f to %.2f |\n",
                sheaf.perSecond().median(),
                duckDb.perSecond().median(), ratio().median(), ratio().at(0.25), ratio().at(0.75));
        new Formatter(page, Locale.ROOT).format("| CPU ms per statement | %.1f | %.1f | | |\n",
                sheaf.throughput.cpuMillis(),
                duckDb.throughput.cpuMillis());
        page.append("\n## A short statement beside long ones\n\nOne client asks for a customer by its key, prepared,")
                .append(" while all others run Q1, Q9, Q13, Q18 and Q21. Milliseconds:\n\n");
        page.append(
                "| engine | alone, median | beside, median | beside, p99 | beside, slowest | a long one, median |\n");
        page.append("|---|--:|--:|--:|--:|--:|\n");
        fairness(page, "Sheaf", sheaf.fairness);
        fairness(page, "DuckDB", duckDb.fairness);
        page.append("\n## What a client waits for each query\n\nMilliseconds, with all clients at work.\n\n");
        page.append("![waits](").append(subject).append(".svg)\n\n");
        page.append("| query | Sheaf median | quartiles | slowest | DuckDB median | quartiles | slowest |\n");
        page.append("|---|--:|---|--:|--:|---|--:|\n");
        for (int query = 1; query <= TpchQueries.COUNT; query++) {
            Quantiles ours = sheaf.throughput.millis(query);
            Quantiles theirs = duckDb.throughput.millis(query);
            new Formatter(page, Locale.ROOT).format(
                    "| Q%d | %.0f | %.0f to %.0f | %.0f | %.0f | %.0f to %.0f | %.0f |\n", query, ours.median(),
                    ours.at(0.25), ours.at(0.75), ours.at(1), theirs.median(), theirs.at(0.25), theirs.at(0.75),
                    theirs.at(1));
        }
        page.append('\n');
        page.append("- machine: ").append(Machine.description()).append('\n');
        page.append("- Java: ").append(Machine.java()).append('\n');
        page.append("- flags: ").append(Machine.flags()).append('\n');
        circumstances.forEach(line -> page.append("- ").append(line).append('\n'));
        return page.toString();
    }

    private static void fairness(StringBuilder page, String name, Fairness fairness) {
        new Formatter(page, Locale.ROOT).format("| %s | %.3f | %.3f | %.2f | %.2f | %.0f |\n", name,
                fairness.alone().median(),
                fairness.beside().median(), fairness.beside().at(0.99), fairness.beside().at(1),
                fairness.longMillis().median());
    }
}
