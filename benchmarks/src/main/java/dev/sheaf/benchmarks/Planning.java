// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.comparison.TpchFiles;
import dev.sheaf.benchmarks.latency.Latencies;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How long it takes to plan each of the 22 TPC-H queries over tables in memory, as a client sees it that prepares
/// them: texts that are new, and texts whose plans are in the cache. Prints a Markdown table and exits with 1 when a
/// figure is over its bound.
public final class Planning {
    private static final String USAGE = "planning [--rounds=500] [--warm-ups=300] [--scale=0.01] [--data=data]";

    private static final List<String> TABLES =
            List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

    private static final double NEW_MEDIAN_MAX = 8_000;
    private static final double NEW_MAX = 20_000;
    private static final double CACHED_MEDIAN_MAX = 50;

    private Planning() {}

    public static void main(String... arguments) throws IOException, SQLException {
        int rounds;
        int warmUps;
        String scale;
        Path data;
        try {
            CommandLine line = CommandLine.parse(arguments);
            rounds = (int) line.number("rounds", 500);
            warmUps = (int) line.number("warm-ups", 300);
            scale = line.value("scale", "0.01");
            data = Path.of(line.value("data", "data"));
            line.expectAllUsed();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        Path files = TpchFiles.ensure(data, scale).path("lineitem").resolveSibling("");
        boolean kept;
        try (Connection connection = DriverManager.getConnection("jdbc:sheaf:")) {
            load(connection, files);
            List<String> texts = TpchQueries.all();
            List<Latencies> unknown = Latencies.measureInTurns(
                    texts.stream().map(text -> planned(connection, text, true)).toList(), warmUps, rounds);
            // The cache may have let go of them.
            List<Latencies> cached = Latencies.measureInTurns(
                    texts.stream().map(text -> planned(connection, text, false)).toList(), 20 * warmUps, 4 * rounds);
            System.out.println(Machine.description() + "; " + Machine.java() + "; scale " + scale + "\n");
            kept = report(unknown, cached);
        }
        System.exit(kept ? 0 : 1);
    }

    private static void load(Connection connection, Path files) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("CREATE TABLE " + table + " AS SELECT * FROM read_parquet('"
                        + files.resolve(table + ".parquet") + "')");
            }
        }
    }

    private static Latencies.Work planned(Connection connection, String text, boolean anew) {
        return number -> {
            try (PreparedStatement prepared =
                    connection.prepareStatement(anew ? text + " -- " + number : text)) {
                if (prepared.getMetaData().getColumnCount() == 0) {
                    throw new SQLException("a query without columns");
                }
            }
        };
    }

    private static boolean report(List<Latencies> unknown, List<Latencies> cached) {
        System.out.println("| query | new text: p50, µs | p99 | max | from the cache: p50, µs | p99 | max |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        boolean kept = true;
        for (int i = 0; i < unknown.size(); i++) {
            Latencies planned = unknown.get(i);
            Latencies found = cached.get(i);
            boolean over = planned.median() > NEW_MEDIAN_MAX
                    || planned.max() > NEW_MAX
                    || found.median() > CACHED_MEDIAN_MAX;
            kept &= !over;
            System.out.printf(
                    Locale.ROOT,
                    "| Q%d%s | %.0f | %.0f | %.0f | %.1f | %.1f | %.1f |%n",
                    i + 1,
                    over ? " (over)" : "",
                    planned.median(),
                    planned.percentile99(),
                    planned.max(),
                    found.median(),
                    found.percentile99(),
                    found.max());
        }
        System.out.printf(
                Locale.ROOT,
                "%nGeometric mean of the medians: %.0f µs for new texts, %.1f µs from the cache%n",
                geometricMean(unknown),
                geometricMean(cached));
        return kept;
    }

    private static double geometricMean(List<Latencies> latencies) {
        return Math.exp(IntStream.range(0, latencies.size())
                .mapToDouble(i -> Math.log(latencies.get(i).median()))
                .average()
                .orElseThrow());
    }
}
