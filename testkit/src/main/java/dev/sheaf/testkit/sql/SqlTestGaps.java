// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import dev.sheaf.testkit.sql.SqlTestReport.Mismatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The records that an engine is known not to satisfy yet, by file and line. The list is strict both ways: another
/// record that fails is a failure, and so is a listed one that has come to pass, so that the list can only shrink.
public final class SqlTestGaps {
    /// No gaps.
    public static final SqlTestGaps NONE = new SqlTestGaps(Map.of());

    private final Map<String, Set<Integer>> linesByFile;

    private SqlTestGaps(Map<String, Set<Integer>> linesByFile) {
        this.linesByFile = linesByFile;
    }

    /// Reads a list: a `file:line` a line, and behind a `#` why.
    ///
    /// @param owner the class beside which the resource lies
    public static SqlTestGaps load(Class<?> owner, String resource) {
        try (InputStream stream = owner.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + resource + " beside " + owner.getName());
            }
            Map<String, Set<Integer>> lines = new HashMap<>();
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String entry = line.replaceFirst("#.*", "").strip();
                if (!entry.isEmpty()) {
                    int colon = entry.lastIndexOf(':');
                    lines.computeIfAbsent(entry.substring(0, colon), _ -> new TreeSet<>())
                            .add(Integer.parseInt(entry.substring(colon + 1)));
                }
            }
            return new SqlTestGaps(lines);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + resource, failure);
        }
    }

    /// What is wrong with a report: mismatches that aren't listed, and listed ones that are gone.
    List<String> problems(SqlTestReport report) {
        Set<Integer> listed = new TreeSet<>(linesByFile.getOrDefault(report.file(), Set.of()));
        List<String> problems = new ArrayList<>();
        for (Mismatch mismatch : report.mismatches()) {
            if (!linesByFile.getOrDefault(report.file(), Set.of()).contains(mismatch.line())) {
                problems.add(mismatch.describe(report.file()));
            }
            listed.remove(mismatch.line());
        }
        listed.forEach(line -> problems.add(
                report.file() + ":" + line + ": passes, so it has to leave the list of known gaps"));
        return problems;
    }
}
