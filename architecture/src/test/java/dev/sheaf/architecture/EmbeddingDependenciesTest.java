// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/dependencies.md` to what the engine really brings. Building `engine` writes the list that is read here.
class EmbeddingDependenciesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern RESOLVED = Pattern.compile("([\\w.-]+:[\\w.-]+):jar:([\\w.-]+):(?:compile|runtime)");
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| ([\\w.-]+:[\\w.-]+) \\| ([\\w.-]+) \\|");

    @Test
    void docsListWhatTheEngineBrings() throws IOException {
        SortedSet<String> resolved = jars(ROOT.resolve("engine/target/dependencies.txt"), RESOLVED);
        assertFalse(resolved.isEmpty(), "the build of engine listed no dependency");
        resolved.removeIf(jar -> jar.startsWith("dev.sheaf:"));
        SortedSet<String> documented = jars(ROOT.resolve("docs/dependencies.md"), DOCUMENTED);
        assertEquals(String.join("\n", resolved), String.join("\n", documented));
    }

    private static SortedSet<String> jars(Path file, Pattern pattern) throws IOException {
        SortedSet<String> jars = new TreeSet<>();
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) jars.add(matcher.group(1) + " " + matcher.group(2));
        }
        return jars;
    }
}
