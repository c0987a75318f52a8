// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out which classes first queries need beyond what the JDK's own archive holds, in the order in which they need
/// them.
public final class FirstQueryClasses {
    private static final String LIST = "dev/sheaf/engine/runtime/start-up-classes.txt";

    /// Such a line of the JVM's log tells of a class that was read from a file; hidden classes have a slash in their
    /// names, and proxies can't be loaded by name.
    private static final Pattern LOADED = Pattern.compile("([\\w.$]+) source: (?:file|jrt):.*");

    private static final String FIRST = "dev.sheaf.planner.sql.StatementParser";

    private static final List<String> HEADER = List.of(
            "# Copyright 2026 The Sheaf Authors",
            "# SPDX-License-Identifier: Apache-2.0",
            "# Written by benchmarks/bench startup --record");

    private FirstQueryClasses() {}

    /// Writes the list for queries, each asked in a process of its own. Those processes see an empty list, so that
    /// nothing is loaded but what is needed.
    ///
    /// @param module the folder of the engine's sources
    /// @return how many classes there are
    public static int record(List<String> queries, Path module) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("classes");
        try {
            Path empty = folder.resolve(LIST);
            Files.createDirectories(empty.getParent());
            Files.writeString(empty, "");
            Set<String> names = new LinkedHashSet<>();
            for (String query : queries) {
                names.addAll(loaded(query, folder));
            }
            List<String> lines = new ArrayList<>(HEADER);
            lines.addAll(names);
            Files.write(module.resolve("src/main/resources").resolve(LIST), lines);
            return names.size();
        } finally {
            deleteAll(folder);
        }
    }

    private static List<String> loaded(String query, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        TimedProcess.firstLineNanos(FirstRow.command(
                List.of("-Xlog:class+load:file=" + log + ":none:filecount=0"),
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                query));
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher loaded = LOADED.matcher(line);
            if (loaded.matches() && (!names.isEmpty() || loaded.group(1).equals(FIRST))) {
                names.add(loaded.group(1));
            }
        }
        return names;
    }

    private static void deleteAll(Path folder) throws IOException {
        List<Path> paths;
        try (var all = Files.walk(folder)) {
            paths = all.toList().reversed();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
