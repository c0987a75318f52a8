// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.error;

/// A place in the text of a statement. Lines and columns count from 1; columns count UTF-16 code units.
///
/// @param line the first line of the place
/// @param column the first column of the place
/// @param endLine the line of its last character
/// @param endColumn the column of its last character
public record SourcePosition(int line, int column, int endLine, int endColumn) {
    /// Stands for "no place known": expressions that the planner made up have it.
    public static final SourcePosition UNKNOWN = new SourcePosition(0, 0, 0, 0);

    public static SourcePosition at(int line, int column) {
        return new SourcePosition(line, column, line, column);
    }

    public boolean known() {
        return line > 0;
    }

    @Override
    public String toString() {
        return known() ? "line " + line + ", column " + column : "unknown place";
    }
}
