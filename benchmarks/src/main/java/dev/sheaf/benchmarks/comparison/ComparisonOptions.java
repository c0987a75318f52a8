// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.benchmarks.CommandLine;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a side-by-side run is asked for.
///
/// @param scale TPC-H's scale factor; 1 is about a gigabyte
/// @param source where both engines have the data
/// @param queries numbers of TPC-H queries, or of the micro-queries
/// @param micro whether the micro-queries are run instead of TPC-H
/// @param rows how many rows the table of the micro-queries has
/// @param rounds how many times each query is measured on each engine
/// @param warmups how many times each is run before
/// @param workers Sheaf's workers; DuckDB gets as many threads as they have together
/// @param threads of each worker
/// @param planCache whether Sheaf may use the plan of an earlier run
/// @param memory what each engine may take, such as `8GB`
/// @param data the folder of generated files, which are reused
/// @param output the folder that the reports are written to
public record ComparisonOptions(
        double scale,
        Source source,
        List<Integer> queries,
        boolean micro,
        long rows,
        int rounds,
        int warmups,
        int workers,
        int threads,
        boolean planCache,
        String memory,
        Path data,
        Path output) {
    /// Where the rows are.
    public enum Source {
        /// In each engine's tables in memory.
        MEMORY,
        /// In Parquet files, written by DuckDB with Zstandard, that both read for each query.
        PARQUET
    }

    public static final String USAGE =
            """
            side-by-side [--scale=1] [--source=memory|parquet] [--queries=1,6,..] [--micro] [--rows=10000000]
                [--rounds=11] [--warmups=5] [--workers=1] [--threads=2] [--no-plan-cache]
                [--memory=8GB] [--data=data] [--output=docs/benchmarks]""";

    /// @throws IllegalArgumentException with what is wrong
    public static ComparisonOptions parse(String... arguments) {
        CommandLine line = CommandLine.parse(arguments);
        boolean micro = line.flag("micro");
        int queryCount = micro ? MicroQueries.all(1).size() : TpchQueries.COUNT;
        ComparisonOptions options = new ComparisonOptions(
                Double.parseDouble(line.value("scale", "1")),
                switch (line.value("source", "memory")) {
                    case "memory" -> Source.MEMORY;
                    case "parquet" -> Source.PARQUET;
                    default -> throw new IllegalArgumentException("--source is memory or parquet");
                },
                queries(line.value("queries", ""), queryCount),
                micro,
                line.number("rows", 10_000_000),
                (int) line.number("rounds", 11),
                (int) line.number("warmups", 5),
                (int) line.number("workers", 1),
                (int) line.number("threads", 2),
                !line.flag("no-plan-cache"),
                line.value("memory", "8GB"),
                Path.of(line.value("data", "data")),
                Path.of(line.value("output", "docs/benchmarks")));
        line.expectAllUsed();
        if (options.rounds < 1 || options.warmups < 0 || options.workers < 1 || options.threads < 1) {
            throw new IllegalArgumentException("rounds, workers and threads are at least 1");
        }
        return options;
    }

    private static List<Integer> queries(String text, int count) {
        if (text.isEmpty()) {
            return IntStream.rangeClosed(1, count).boxed().toList();
        }
        List<Integer> queries =
                Arrays.stream(text.split(",", -1)).map(number -> Integer.parseInt(number.strip())).toList();
        if (queries.stream().anyMatch(query -> query < 1 || query > count)) {
            throw new IllegalArgumentException("--queries are numbers from 1 to " + count);
        }
        return queries;
    }

    /// The threads that each engine computes with.
    public int threadCount() {
        return workers * threads;
    }

    /// What is measured, as a part of file names.
    public String subject() {
        String data = micro ? "micro" : "tpch-sf" + scaleText();
        return data + (source == Source.MEMORY ? "-memory" : "-parquet")
                + (workers == 1 ? "" : "-" + workers + "-workers")
                + (planCache ? "" : "-planned");
    }

    /// The scale without needless digits.
    public String scaleText() {
        return scale == Math.rint(scale) ? Long.toString((long) scale) : Double.toString(scale);
    }
}
