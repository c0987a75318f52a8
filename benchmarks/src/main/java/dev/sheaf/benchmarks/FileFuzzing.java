// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.testkit.fuzz.FileFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Reads damaged Parquet, CSV and Arrow files. Exits with 1 when one of them gives anything but rows or a typed error.
public final class FileFuzzing {
    private static final String USAGE = "fuzz-files [--files=10000] [--seed=1] [--memory=128MB]";
    private static final int STEP = 1_000;

    private FileFuzzing() {}

    public static void main(String... arguments) throws IOException, SQLException {
        long first;
        long count;
        Sheaf.Builder builder = Sheaf.builder().workers(2).threads(1);
        try {
            CommandLine line = CommandLine.parse(arguments);
            first = line.number("seed", 1);
            count = line.number("files", 10_000);
            builder.memory(line.value("memory", "128MB"));
            line.expectAllUsed();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        Path folder = Files.createTempDirectory("sheaf-fuzz");
        boolean clean = true;
        try (Sheaf sheaf = builder.open();
                Session session = sheaf.openSession()) {
            FileFuzz fuzz = new FileFuzz(new Engine(sheaf, session), folder);
            for (long seed = first; seed < first + count; seed += STEP) {
                FileFuzz.Report report = fuzz.run(seed, (int) Math.min(STEP, first + count - seed));
                report.problems().forEach(System.out::println);
                clean &= report.problems().isEmpty();
                System.out.println(report.fileCount() + " files from seed " + seed + ": " + report.failedCount()
                        + " gave an error, " + report.problems().size() + " problems");
            }
        } finally {
            delete(folder);
        }
        System.exit(clean ? 0 : 1);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (var entries = Files.list(folder)) {
            files = entries.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private record Engine(Sheaf sheaf, Session session) implements FileFuzz.Subject {
        @Override
        public void run(String sql) {
            try (Result result = session.sql(sql)) {
                for (Batch batch = result.nextBatch(); batch != null; batch = result.nextBatch()) {
                    batch.release();
                }
            }
        }

        @Override
        public long usedBytes() {
            return sheaf.engine().memory().usedBytes();
        }
    }
}
