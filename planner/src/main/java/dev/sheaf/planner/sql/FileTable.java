// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A string in FROM: the path or glob of data files.
public final class FileTable {
    /// The schema name that marks a file among table names. SQL can't write it unquoted, and no catalog may use it.
    public static final String SCHEMA = "$file";

    private static final List<String> SUFFIXES = List.of(".parquet", ".csv", ".arrow");

    private FileTable() {}

    /// Whether a name that no table has is the path of files: a quoted one that ends as such paths do (S164).
    public static boolean isPath(SqlIdentifier name) {
        return name.isSimple()
                && name.isComponentQuoted(0)
                && SUFFIXES.stream().anyMatch(name.getSimple().toLowerCase(Locale.ROOT)::endsWith);
    }

    public static SqlIdentifier of(String path, SqlParserPos position) {
        return new SqlIdentifier(List.of(SCHEMA, path), position);
    }
}
