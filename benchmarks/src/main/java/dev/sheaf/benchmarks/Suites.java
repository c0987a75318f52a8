// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.suites.PublishedSuite;
import dev.sheaf.benchmarks.suites.PublishedSuite.Effort;
import dev.sheaf.benchmarks.suites.SuitesReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/// All JMH suites with the parameters that are published, as a page and a chart; about eight minutes.
public final class Suites {
    private static final String USAGE =
            "jmh-page [--forks=1] [--warmups=3] [--iterations=5] [--millis=200] [--output=docs/benchmarks]";

    private Suites() {}

    public static void main(String... arguments) throws IOException, RunnerException {
        Effort effort;
        Path output;
        try {
            CommandLine line = CommandLine.parse(arguments);
            effort = new Effort(
                    (int) line.number("forks", Effort.DEFAULT.forks()),
                    (int) line.number("warmups", Effort.DEFAULT.warmUps()),
                    (int) line.number("iterations", Effort.DEFAULT.iterations()),
                    line.number("millis", Effort.DEFAULT.iterationMillis()));
            output = Path.of(line.value("output", "docs/benchmarks"));
            line.expectAllUsed();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        SuitesReport report = new SuitesReport(effort);
        for (PublishedSuite suite : PublishedSuite.ALL) {
            long start = System.nanoTime();
            Collection<RunResult> results = new Runner(suite.options(effort)).run();
            report.add(suite, results);
            System.out.println(suite.title() + ": " + results.size() + " results in "
                    + (System.nanoTime() - start) / 1_000_000_000 + " s");
        }
        System.out.println("written: " + report.write(output));
    }
}
