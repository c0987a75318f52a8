// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the operating system says about this process. Linux only.
///
/// @param residentBytes of memory
public record ProcessFigures(long residentBytes, int threadCount, int openFileCount) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    public static ProcessFigures read() {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            // The folder that is being listed is open, too.
            int openFiles = (int) files.count() - 1;
            long resident = 0;
            int threads = 0;
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    resident = number(line) * 1024;
                } else if (line.startsWith("Threads:")) {
                    threads = (int) number(line);
                }
            }
            return new ProcessFigures(resident, threads, openFiles);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
