// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of text, read once from first to last.
public interface RowCursor {
    List<ResultColumn> columns();

    /// Moves to the next row; false after the last.
    ///
    /// @throws SQLException when the query fails or is cancelled while its rows are read
    boolean next() throws SQLException;

    /// A field of the current row, or null for SQL's NULL. Columns count from zero.
    ///
    /// @throws SQLException when the value can't be read
    @Nullable String text(int column) throws SQLException;
}
