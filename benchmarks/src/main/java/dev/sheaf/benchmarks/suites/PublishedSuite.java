// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.suites;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Benchmarks of one kind with the parameters that are published: fewer than they have, so that all of them together
/// take less than ten minutes.
///
/// @param title a heading
/// @param pattern of the benchmarks' full names
/// @param parameters by name, the values to run; those that aren't named take all values of theirs
public record PublishedSuite(String title, String pattern, Map<String, List<String>> parameters) {
    private static final String ROOT = "dev\\.sheaf\\.benchmarks\\.";

    /// All that is published, in the page's order.
    public static final List<PublishedSuite> ALL = List.of(
            new PublishedSuite(
                    "Kernels, a chunk of 2048 rows",
                    ROOT + "kernel\\.",
                    Map.of(
                            "rowCount", List.of("2048"),
                            "nullPercent", List.of("0", "10"),
                            "survivorPercent", List.of("50"))),
            new PublishedSuite("Batches", ROOT + "batch\\.", Map.of("nullPercent", List.of("10"))),
            new PublishedSuite("Row pages", ROOT + "row\\.", Map.of("rowCount", List.of("65536"))),
            new PublishedSuite("Exchanges", ROOT + "exchange\\.", Map.of()),
            new PublishedSuite(
                    "Operators, a million rows",
                    ROOT + "operator\\.",
                    Map.of(
                            "rowCount", List.of("1000000"),
                            "matchPercent", List.of("10"),
                            "buildRows", List.of("1000", "1000000"))),
            new PublishedSuite("Scans, a million rows", ROOT + "storage\\.", Map.of("codec", List.of("zstd"))),
            new PublishedSuite("TPC-H at scale 0.1 in memory", ROOT + "sql\\.", Map.of()));

    /// How long each benchmark is measured.
    ///
    /// @param forks JVMs for each; 0 to run in this one, which is good for a test only
    public record Effort(int forks, int warmUps, int iterations, long iterationMillis) {
        /// For publishing.
        public static final Effort DEFAULT = new Effort(1, 3, 5, 200);

        public Effort {
            if (forks < 0 || warmUps < 0 || iterations < 1 || iterationMillis < 1) {
                throw new IllegalArgumentException("there is at least one iteration of a millisecond");
            }
        }
    }

    public PublishedSuite {
        parameters = Map.copyOf(parameters);
    }

    /// What JMH is told.
    public Options options(Effort effort) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(pattern)
                .forks(effort.forks())
                .warmupIterations(effort.warmUps())
                .warmupTime(TimeValue.milliseconds(effort.iterationMillis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        return options.build();
    }
}
