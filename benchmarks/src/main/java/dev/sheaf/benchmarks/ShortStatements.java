// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.comparison.TpchFiles;
import dev.sheaf.benchmarks.latency.Latencies;
import dev.sheaf.benchmarks.latency.ShortWork;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Short statements through JDBC, one after the other, beside DuckDB: what each takes at the median, in the slowest
/// hundredth, and of the processors. Prints a Markdown table.
public final class ShortStatements {
    private static final String USAGE = "short [--runs=2000] [--warm-ups=8000] [--threads=2] [--data=data]";

    private ShortStatements() {}

    public static void main(String... arguments) throws IOException, SQLException {
        int runs;
        int warmUps;
        int threads;
        Path data;
        try {
            CommandLine line = CommandLine.parse(arguments);
            runs = (int) line.number("runs", 2_000);
            warmUps = (int) line.number("warm-ups", 8_000);
            threads = (int) line.number("threads", 2);
            data = Path.of(line.value("data", "data"));
            line.expectAllUsed();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        Path lineItem = TpchFiles.ensure(data, "0.01").path("lineitem");
        String tables = "read_parquet('" + lineItem.resolveSibling("$.parquet") + "')";
        System.out.println(Machine.description() + "; " + Machine.java() + "; " + threads + " threads each\n");
        System.out.println("| statement | p50, µs | p99, µs | CPU, µs | DuckDB p50 | DuckDB p99 | DuckDB CPU |");
        System.out.println("|---|---|---|---|---|---|---|");
        try (ShortWork sheaf = new ShortWork(connect("jdbc:sheaf:?threads=" + threads, ""), tables);
                ShortWork duckDb = new ShortWork(connect("jdbc:duckdb:", "SET threads = " + threads), tables)) {
            List<ShortWork.Shape> ours = new ArrayList<>(sheaf.shapes());
            ours.addAll(sheaf.planning());
            List<ShortWork.Shape> theirs = new ArrayList<>(duckDb.shapes());
            theirs.addAll(duckDb.planning());
            for (int i = 0; i < ours.size(); i++) {
                Latencies one = Latencies.measure(ours.get(i).work(), warmUps, runs);
                Latencies other = Latencies.measure(theirs.get(i).work(), Math.min(200, warmUps), runs);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                        ours.get(i).name(),
                        one.median(),
                        one.percentile99(),
                        one.cpu(),
                        other.median(),
                        other.percentile99(),
                        other.cpu());
            }
        }
    }

    private static Connection connect(String url, String setting) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        if (!setting.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(setting);
            }
        }
        return connection;
    }
}
