// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.util.List;
import java.util.stream.Collectors;

/// What came of running one file.
///
/// @param file the name of the file
/// @param ranCount statements and queries that ran, each turn of a loop counted
/// @param skippedCount those left out by a condition
/// @param mismatches what differed, in the order of the file
public record SqlTestReport(String file, int ranCount, int skippedCount, List<Mismatch> mismatches) {
    /// One difference.
    ///
    /// @param line the 1-based line of the record
    /// @param problem what is wrong, in a few words
    /// @param sql the statement, variables replaced
    /// @param expected what the file says
    /// @param actual what the engine gave
    public record Mismatch(int line, String problem, String sql, String expected, String actual) {
        String describe(String file) {
            return file + ":" + line + ": " + problem + "\n" + sql.indent(4) + "  expected:\n" + expected.indent(4)
                    + "  actual:\n" + actual.indent(4);
        }
    }

    public boolean isClean() {
        return mismatches.isEmpty();
    }

    /// Returns all mismatches as text: place, SQL, expected and actual.
    public String describe() {
        return mismatches.stream().map(mismatch -> mismatch.describe(file)).collect(Collectors.joining("\n"));
    }
}
