// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

/// A column of a result as it is shown.
///
/// @param typeName the SQL type as a reader knows it, such as `decimal(15,2)`
public record ResultColumn(String name, String typeName, Kind kind) {
    /// How values of the column are laid out and quoted.
    public enum Kind {
        NUMBER,
        BOOLEAN,
        /// Everything that is shown as text.
        TEXT
    }

    /// Whether values stand at the right edge of their column.
    boolean isRightAligned() {
        return kind == Kind.NUMBER;
    }
}
