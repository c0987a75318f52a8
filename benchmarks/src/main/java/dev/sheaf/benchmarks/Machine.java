// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a measurement was taken on.
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    /// Processor, how many of them, memory, operating system.
    public static String description() {
        String processor = firstValue(PROCESSORS, "model name");
        String memory = firstValue(MEMORY, "MemTotal");
        return (processor.isEmpty() ? System.getProperty("os.arch") : processor)
                + ", " + Runtime.getRuntime().availableProcessors() + " processors"
                + (memory.isEmpty() ? "" : ", " + gibibytes(memory) + " GiB")
                + ", " + System.getProperty("os.name");
    }

    public static String java() {
        return System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    /// The JVM's options that aren't places on this machine.
    public static String flags() {
        String flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.contains("/"))
                .collect(Collectors.joining(" "));
        return flags.isEmpty() ? "none" : flags;
    }

    private static String gibibytes(String kibibytes) {
        return String.format(Locale.ROOT, "%.0f", Long.parseLong(kibibytes.split(" ", 2)[0]) / 1024.0 / 1024);
    }

    /// The value behind a name and a colon; empty where the file doesn't exist.
    static String firstValue(Path file, String name) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
