// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.benchmarks.suites.PublishedSuite.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class SuitesReportTest {
    @Test
    void everyBenchmarkIsPublished() {
        Set<String> all = BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .stream()
                .map(BenchmarkListEntry::getUsername)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> published = all.stream()
                .filter(name -> PublishedSuite.ALL.stream()
                        .anyMatch(suite -> Pattern.compile(suite.pattern()).matcher(name).find()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, published);
    }

    @Test
    void writesAPageWithSpreadAndCircumstances(@TempDir Path folder) throws Exception {
        Effort effort = new Effort(0, 0, 2, 1);
        PublishedSuite suite = new PublishedSuite(
                "Hashes", "HashBenchmark\\.bigint$", Map.of("rowCount", List.of("64"), "nullPercent", List.of("10")));
        SuitesReport report = new SuitesReport(effort);
        report.add(suite, new Runner(suite.options(effort)).run());
        String text = Files.readString(report.write(folder));
        assertTrue(text.contains("## Hashes\n"), text);
        assertTrue(
                Pattern.compile(
                        "\\| Hash\\.bigint \\| nullPercent=10 rowCount=64 \\| [0-9.]+ \\| [0-9.]+ to [0-9.]+ \\|")
                        .matcher(text)
                        .find(),
                text);
        assertTrue(text.contains("- machine: ") && text.contains("2 measured ones of 1 ms"), text);
        assertTrue(Files.readString(folder.resolve("jmh.svg")).contains("Hash.bigint"));
    }
}
