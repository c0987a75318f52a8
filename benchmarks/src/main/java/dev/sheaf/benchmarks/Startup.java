// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.comparison.TpchFiles;
import dev.sheaf.benchmarks.startup.FirstRow;
import dev.sheaf.benchmarks.startup.TimedProcess;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From the start of a process to its first row: embedded without any JVM option for a `VALUES` and for TPC-H's sixth
/// query, and the command. Exits with 1 when a median is over its bound.
public final class Startup {
    private static final String USAGE =
            "startup [--rounds=11] [--scale=1] [--data=data] [--command=./sheaf]";

    /// Something to be started.
    private record Subject(String name, List<String> command, double boundSeconds) {}

    private Startup() {}

    public static void main(String... arguments) throws IOException, InterruptedException, SQLException {
        int rounds;
        List<Subject> subjects = new ArrayList<>();
        try {
            CommandLine line = CommandLine.parse(arguments);
            rounds = (int) line.number("rounds", 11);
            String scale = line.value("scale", "1");
            Path data = Path.of(line.value("data", "data"));
            Path command = Path.of(line.value("command", "./sheaf"));
            line.expectAllUsed();
            subjects.add(new Subject("embedded, VALUES 1", embedded("VALUES 1"), 1.6));
            Path lineItem = TpchFiles.ensure(data, scale).path("lineitem");
            String query = TpchQueries.sql(6).replaceFirst("lineitem", "read_parquet('" + lineItem + "')");
            subjects.add(new Subject("embedded, Q6 from Parquet at scale " + scale, embedded(query), 2.2));
            if (Files.isExecutable(command)) {
                subjects.add(new Subject("sheaf -c \"SELECT 1\"", List.of(command.toString(), "-c", "SELECT 1"), 1.0));
            } else {
                System.out.println("there is no such command, so it is not measured");
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        System.out.println(Machine.description() + "; " + Machine.java());
        boolean kept = true;
        for (Subject subject : subjects) {
            kept &= measure(subject, rounds);
        }
        System.exit(kept ? 0 : 1);
    }

    private static boolean measure(Subject subject, int rounds) throws IOException, InterruptedException {
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            seconds[i] = TimedProcess.firstLineNanos(subject.command) / 1e9;
        }
        Arrays.sort(seconds);
        double median = seconds[rounds / 2];
        System.out.printf(
                Locale.ROOT,
                "%-40s median %.2f s (%.2f to %.2f), bound %.1f s%s%n",
                subject.name,
                median,
                seconds[0],
                seconds[rounds - 1],
                subject.boundSeconds,
                median <= subject.boundSeconds ? "" : "  BROKEN");
        return median <= subject.boundSeconds;
    }

    /// A program that embeds Sheaf has no second database beside it: `DriverManager` would start that one's driver too,
    /// and DuckDB's starts the flight recorder, a fifth of a second that isn't Sheaf's.
    private static List<String> embedded(String query) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("duckdb_jdbc"))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(java, "-cp", classPath, FirstRow.class.getName(), query);
    }
}
