// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A string in FROM: the path or glob of data files.
public final class FileTable {
    /// The schema name that marks a file among table names. SQL can't write it unquoted, and no catalog may use it.
    public static final String SCHEMA = "$file";

    private FileTable() {}

    public static SqlIdentifier of(String path, SqlParserPos position) {
        return new SqlIdentifier(java.util.List.of(SCHEMA, path), position);
    }
}
