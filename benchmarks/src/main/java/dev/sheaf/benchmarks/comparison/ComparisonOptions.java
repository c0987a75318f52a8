// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.benchmarks.CommandLine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What a side-by-side run is asked for.
///
/// @param suite what is run
/// @param scale TPC-H's scale factor; 1 is about a gigabyte
/// @param source where both engines have the data
/// @param queries numbers of the suite's queries; empty for all
/// @param rows how many rows the table of the micro-queries has
/// @param rounds how many times each query is measured on each engine
/// @param warmups how many times each is run before
/// @param workers Sheaf's workers; DuckDB gets as many threads as they have together
/// @param threads of each worker
/// @param against what Sheaf is measured against
/// @param planCache whether Sheaf may use the plan of an earlier run
/// @param gain whether both also run with one thread, to see what the others gain
/// @param memory what each engine may take, such as `8GB`
/// @param data the folder of generated files, which are reused
/// @param samples the folder of files that aren't generated
/// @param output the folder that the reports are written to
public record ComparisonOptions(
        Suite suite,
        double scale,
        Source source,
        List<Integer> queries,
        long rows,
        int rounds,
        int warmups,
        int workers,
        int threads,
        Against against,
        boolean planCache,
        boolean gain,
        String memory,
        Path data,
        Path samples,
        Path output) {
    /// Where the rows are.
    public enum Source {
        /// In each engine's tables in memory.
        MEMORY,
        /// In Parquet files, written by DuckDB with Zstandard, that both read for each query.
        PARQUET
    }

    /// The other engine.
    public enum Against {
        /// DuckDB with as many threads as the workers have together.
        DUCKDB("DuckDB"),
        /// Sheaf with all threads on one worker, where nothing needs to be exchanged.
        ONE_WORKER("one worker");

        private final String label;

        Against(String label) {
            this.label = label;
        }

        /// As tables name it.
        public String label() {
            return label;
        }
    }

    public static final String USAGE =
            """
            [--suite=tpch|micro|flights] [--scale=1] [--source=memory|parquet] [--queries=1,6,..] [--rows=10000000]
                [--rounds=11] [--warmups=5] [--workers=1] [--threads=2]
                [--against=duckdb|one-worker] [--no-plan-cache] [--gain] [--memory=8GB]
                [--data=data] [--samples=../shared/data] [--output=docs/benchmarks]""";

    /// @throws IllegalArgumentException with what is wrong
    public static ComparisonOptions parse(String... arguments) {
        CommandLine line = CommandLine.parse(arguments);
        Suite suite = suite(line.value("suite", "tpch"));
        ComparisonOptions options = new ComparisonOptions(
                suite,
                Double.parseDouble(line.value("scale", "1")),
                source(line.value("source", suite == Suite.FLIGHTS ? "parquet" : "memory")),
                queries(line.value("queries", "")),
                line.number("rows", 10_000_000),
                (int) line.number("rounds", 11),
                (int) line.number("warmups", 5),
                (int) line.number("workers", 1),
                (int) line.number("threads", 2),
                against(line.value("against", "duckdb")),
                !line.flag("no-plan-cache"),
                line.flag("gain"),
                line.value("memory", "8GB"),
                Path.of(line.value("data", "data")),
                Path.of(line.value("samples", "../shared/data")),
                Path.of(line.value("output", "docs/benchmarks")));
        line.expectAllUsed();
        if (options.rounds < 1 || options.warmups < 0 || options.workers < 1 || options.threads < 1) {
            throw new IllegalArgumentException("rounds, workers and threads are at least 1");
        }
        if (options.against == Against.ONE_WORKER && (options.workers == 1 || options.gain)) {
            throw new IllegalArgumentException("against one worker, --workers is more than 1, and there is no --gain");
        }
        int count = suite.queries(options).size();
        if (options.queries.stream().anyMatch(query -> query < 1 || query > count)) {
            throw new IllegalArgumentException("--queries are numbers from 1 to " + count);
        }
        return options;
    }

    private static Suite suite(String text) {
        return switch (text) {
            case "tpch" -> Suite.TPCH;
            case "micro" -> Suite.MICRO;
            case "flights" -> Suite.FLIGHTS;
            default -> throw new IllegalArgumentException("--suite is tpch, micro or flights");
        };
    }

    private static Against against(String text) {
        return switch (text) {
            case "duckdb" -> Against.DUCKDB;
            case "one-worker" -> Against.ONE_WORKER;
            default -> throw new IllegalArgumentException("--against is duckdb or one-worker");
        };
    }

    private static Source source(String text) {
        return switch (text) {
            case "memory" -> Source.MEMORY;
            case "parquet" -> Source.PARQUET;
            default -> throw new IllegalArgumentException("--source is memory or parquet");
        };
    }

    private static List<Integer> queries(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(number -> Integer.parseInt(number.strip())).toList();
    }

    /// The queries that are asked for.
    List<ComparedQuery> chosen() {
        List<ComparedQuery> all = suite.queries(this);
        return queries.isEmpty() ? all : queries.stream().map(number -> all.get(number - 1)).toList();
    }

    /// The same threads on one worker.
    ComparisonOptions ofOneWorker() {
        return with(1, workers * threads, rounds, warmups);
    }

    /// The same, with one thread on one worker and a few rounds: enough to tell what more threads gain.
    ComparisonOptions alone() {
        return with(1, 1, Math.min(rounds, 5), Math.min(warmups, 2));
    }

    private ComparisonOptions with(int workerCount, int threadsEach, int roundCount, int warmupCount) {
        return new ComparisonOptions(
                suite, scale, source, queries, rows, roundCount, warmupCount, workerCount, threadsEach, against,
                planCache, false, memory, data, samples, output);
    }

    /// What is measured, as tables name it.
    String name() {
        return against == Against.DUCKDB ? "Sheaf" : workers + " workers";
    }

    /// The threads that each engine computes with.
    public int threadCount() {
        return workers * threads;
    }

    /// What is measured, as a part of file names.
    public String subject() {
        return suite.subject(this) + (source == Source.MEMORY ? "-memory" : "-parquet")
                + (workers == 1 ? "" : "-" + workers + "-workers")
                + (against == Against.DUCKDB ? "" : "-against-one")
                + (planCache ? "" : "-planned");
    }

    /// The scale without needless digits.
    public String scaleText() {
        return scale == Math.rint(scale) ? Long.toString((long) scale) : Double.toString(scale);
    }
}
