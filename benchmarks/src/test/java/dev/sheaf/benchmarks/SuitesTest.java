// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Every benchmark runs, in all its parameters but those of size, which are made small.
class SuitesTest {
    static Stream<String> suites() {
        return all().stream()
                .map(entry -> entry.getUserClassQName())
                .distinct()
                .sorted();
    }

    private static Collection<BenchmarkListEntry> all() {
        return BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), java.util.List.of());
    }

    @Test
    void suitesAreFound() {
        assertFalse(suites().toList().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everyBenchmarkRuns(String suite) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(Pattern.quote(suite) + "\\.")
                .param("rowCount", "1000")
                .param("nullPercent", "0", "10")
                .param("survivorPercent", "50")
                .param("groupCount", "100")
                .param("query", "1", "21")
                .param("scale", "0.01")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        Set<String> measured = results.stream()
                .map(result -> result.getParams().getBenchmark())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = all().stream()
                .filter(entry -> entry.getUserClassQName().equals(suite))
                .map(BenchmarkListEntry::getUsername)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, measured);
    }
}
