// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.util.List;

/// A parsed test file.
///
/// @param name the path below the root of the tests, with slashes: `arithmetic/division.slt`
/// @param lines the text, as read
/// @param records the records in order, loops nested
public record SqlTestFile(String name, List<String> lines, List<SqlTestRecord> records) {
    /// Parses the text of a file.
    ///
    /// @throws SqlTestFormatException where the text does not follow the format
    public static SqlTestFile parse(String name, String text) {
        List<String> lines = text.lines().toList();
        return new SqlTestFile(name, lines, new SqlTestParser(name, lines).parse());
    }

    /// Returns how many statements and queries the file holds, loop bodies counted once.
    public int recordCount() {
        return recordCount(records);
    }

    /// Returns whether the text uses a variable such as `__DATA__`.
    public boolean uses(String variable) {
        return lines.stream().anyMatch(line -> line.contains(variable));
    }

    private static int recordCount(List<SqlTestRecord> records) {
        int count = 0;
        for (SqlTestRecord record : records) {
            count += switch (record) {
                case SqlTestRecord.Statement _, SqlTestRecord.Query _, SqlTestRecord.Types _ -> 1;
                case SqlTestRecord.Loop loop -> recordCount(loop.body());
                case SqlTestRecord.TextFile _, SqlTestRecord.HashThreshold _, SqlTestRecord.Halt _ -> 0;
            };
        }
        return count;
    }
}
