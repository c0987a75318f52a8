// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.Sheaf;
import dev.sheaf.benchmarks.soak.SoakRun;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ten thousand mixed statements in one JVM, one in ten cancelled, left or failing. Exits with 1 when memory, threads
/// or files are left behind, or a statement ends otherwise than it should.
public final class Soak {
    private static final String USAGE =
            "soak [--statements=10000] [--seed=1] [--workers=2] [--threads=1] [--memory=512MB]";

    private Soak() {}

    public static void main(String... arguments) throws InterruptedException, IOException {
        Path folder = Files.createTempDirectory("sheaf-soak");
        SoakRun run;
        Sheaf.Builder builder = Sheaf.builder();
        try {
            CommandLine line = CommandLine.parse(arguments);
            long seed = line.number("seed", 1);
            run = new SoakRun((int) line.number("statements", 10_000), seed, folder.toString(), System.out::println);
            builder.workers((int) line.number("workers", 2))
                    .threads((int) line.number("threads", 1))
                    .memory(line.value("memory", "512MB"));
            line.expectAllUsed();
            System.out.println("seed " + seed);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        boolean kept;
        try (Sheaf sheaf = builder.open()) {
            kept = run.run(sheaf);
        } finally {
            deleteFiles(folder);
        }
        System.out.println(kept ? "all bounds were kept" : "a bound was broken");
        System.exit(kept ? 0 : 1);
    }

    private static void deleteFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
