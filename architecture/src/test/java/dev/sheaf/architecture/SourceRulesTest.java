// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every source file of the project looks like. Each test lists all offenders, with the line where there is one.
class SourceRulesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int FILE_LINES_MAX = 700;
    private static final int LINE_COLUMNS_MAX = 120;
    private static final Pattern EMPTY_NAME = Pattern.compile("\\w*(Utils?|Helper|Manager|Impl)(Test)?\\.java");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
    private static final Pattern FRAIL_TEST =
            Pattern.compile("@Disabled|\\bThread\\.sleep\\(|\\bnew Random\\(\\)|\\bmock\\(");

    private static final List<Path> JAVA = filesEndingIn(".java");

    @Test
    void sourcesWereFound() {
        assertTrue(JAVA.size() > 10, () -> "only " + JAVA.size() + " Java files under " + ROOT);
    }

    @Test
    void everyFileStatesItsLicense() {
        List<String> offenders = new ArrayList<>();
        for (String ending : List.of(".java", ".xml", ".sh", ".slt", ".ftl", ".fmpp")) {
            for (Path file : filesEndingIn(ending)) {
                boolean stated = lines(file).stream().limit(12)
                        .anyMatch(line -> line.contains("SPDX-License-Identifier: Apache-2.0"));
                if (!stated) offenders.add(name(file));
            }
        }
        assertNone(offenders);
    }

    @Test
    void everyPackageSaysWhatLivesThere() {
        List<String> offenders = new ArrayList<>();
        JAVA.stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !saysWhatLivesThere(folder.resolve("package-info.java")))
                .forEach(folder -> offenders.add(name(folder)));
        assertNone(offenders);
    }

    @Test
    void filesAndLinesKeepTheirSize() {
        List<String> offenders = new ArrayList<>();
        for (Path file : JAVA) {
            List<String> lines = lines(file);
            if (lines.size() > FILE_LINES_MAX) offenders.add(name(file) + " has " + lines.size() + " lines");
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > LINE_COLUMNS_MAX)
                    offenders.add(name(file) + ":" + (i + 1) + " is too long");
            }
        }
        assertNone(offenders);
    }

    @Test
    void namesSayWhatAClassIs() {
        assertNone(JAVA.stream().filter(file -> EMPTY_NAME.matcher(file.getFileName().toString()).matches())
                .map(SourceRulesTest::name).toList());
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertNone(JAVA.stream().filter(file -> !isThisFile(file)).flatMap(file -> matches(file, UNFINISHED)).toList());
    }

    @Test
    void testsNeitherSleepNorSkip() {
        assertNone(JAVA.stream().filter(file -> file.toString().contains("/src/test/") && !isThisFile(file))
                .flatMap(file -> matches(file, FRAIL_TEST)).toList());
    }

    @Test
    void continuousIntegrationRunsTheTestCommandOfTheReadme() {
        List<String> readme = lines(ROOT.resolve("README.md"));
        int fence = readme.indexOf("## Test");
        while (!readme.get(fence).startsWith("```")) fence++;
        String command = readme.get(fence + 1);
        assertTrue(lines(ROOT.resolve(".ci/run")).contains(command), () -> ".ci/run has no line \"" + command + "\"");
    }

    private static boolean saysWhatLivesThere(Path packageInfo) {
        if (!Files.exists(packageInfo)) return false;
        String text = String.join(" ", lines(packageInfo).stream().filter(line -> line.startsWith("///"))
                .map(line -> line.substring(3).strip()).toList());
        return text.split("[.:](\\s|$)").length >= 2;
    }

    private static Stream<String> matches(Path file, Pattern pattern) {
        List<String> lines = lines(file);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find())
                found.add(name(file) + ":" + (i + 1) + " " + lines.get(i).strip());
        }
        return found.stream();
    }

    private static boolean isThisFile(Path file) {
        return file.endsWith("SourceRulesTest.java");
    }

    private static void assertNone(List<String> offenders) {
        assertEquals("", String.join("\n", offenders));
    }

    private static String name(Path path) {
        return ROOT.relativize(path).toString();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> filesEndingIn(String ending) {
        List<Path> found = new ArrayList<>();
        collect(ROOT, ending, found);
        return found;
    }

    private static void collect(Path folder, String ending, List<Path> found) {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted().toList()) {
                String name = child.getFileName().toString();
                if (Files.isDirectory(child)) {
                    boolean ours = !name.startsWith(".") && !name.equals("target") && !name.equals("data");
                    if (ours) collect(child, ending, found);
                } else if (name.endsWith(ending)) {
                    found.add(child);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
