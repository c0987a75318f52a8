// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One record of a test file. `line` is the 1-based line of the record's header.
public sealed interface SqlTestRecord {
    int line();

    Condition condition();

    /// A statement of which success, the number of changed rows, or failure is expected.
    record Statement(int line, Condition condition, String sql, Outcome outcome) implements SqlTestRecord {}

    /// A query with its expected rows.
    record Query(
            int line,
            Condition condition,
            String sql,
            String letters,
            SortMode sortMode,
            Optional<String> label,
            Expected expected)
            implements SqlTestRecord {}

    /// A query with the expected types of its columns.
    record Types(int line, Condition condition, String sql, Expected expected) implements SqlTestRecord {}

    /// A block that is run once per value of a variable.
    record Loop(int line, Condition condition, String variable, List<String> values, List<SqlTestRecord> body)
            implements SqlTestRecord {}

    /// A text file to be written before what follows.
    record TextFile(int line, Condition condition, String path, List<String> content) implements SqlTestRecord {}

    /// From here on, results of more than `valueCount` values are kept as a digest; 0 means never.
    record HashThreshold(int line, Condition condition, int valueCount) implements SqlTestRecord {}

    /// The end of the run.
    record Halt(int line, Condition condition) implements SqlTestRecord {}

    enum SortMode {
        /// Rows in the order in which the engine gave them.
        NOSORT,
        /// Rows sorted before they are compared.
        ROWSORT,
        /// All values sorted, one a line.
        VALUESORT
    }

    /// What a statement should end in.
    sealed interface Outcome {
        record Ok() implements Outcome {}

        record Count(long rowCount) implements Outcome {}

        record Failure(Optional<String> sqlState, Optional<Pattern> message) implements Outcome {}
    }

    /// The lines below `----`, with their place in the file: from 0-based `start` to before `end`. Where a record has
    /// no such block, both are the line at which it would be inserted and `present` is false.
    record Expected(List<String> lines, int start, int end, boolean present) {}
}
