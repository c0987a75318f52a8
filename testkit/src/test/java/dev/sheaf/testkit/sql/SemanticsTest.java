// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every numbered line of `docs/semantics.md` has a record, and every number in the records has a line.
final class SemanticsTest {
    private static final Pattern LINE = Pattern.compile("(?m)^- \\*\\*S(\\d+)\\*\\* ");
    private static final Pattern COMMENT = Pattern.compile("(?m)^# S(\\d+)$");

    @Test
    void everyLineIsTested() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "semantics.md"));
        List<Integer> lines = numbers(LINE, page);
        List<Integer> consecutive = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            consecutive.add(number);
        }
        assertEquals(consecutive, lines, "the numbers follow each other");
        Set<Integer> tested = SqlTestFiles.all().stream()
                .filter(file -> file.name().startsWith("semantics/"))
                .flatMap(file -> numbers(COMMENT, String.join("\n", file.lines())).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(lines), tested);
    }

    @Test
    void everyNumberStandsAboveARecord() {
        for (SqlTestFile file : SqlTestFiles.all()) {
            List<String> lines = file.lines();
            for (int line = 0; line < lines.size(); line++) {
                if (COMMENT.matcher(lines.get(line)).matches()) {
                    assertFalse(line + 1 == lines.size() || lines.get(line + 1).isBlank(),
                            file.name() + ":" + (line + 1));
                }
            }
        }
    }

    private static List<Integer> numbers(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> Integer.valueOf(result.group(1)))
                .toList();
    }
}
