// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The text of parts of a statement.
public final class SourceText {
    private SourceText() {}

    /// The text of a node.
    public static String of(String sql, SqlNode node) {
        SqlParserPos position = node.getParserPosition();
        return sql.substring(
                offset(sql, position.getLineNum(), position.getColumnNum()) - 1,
                offset(sql, position.getEndLineNum(), position.getEndColumnNum()));
    }

    /// The text behind a place.
    public static String after(String sql, SqlParserPos position) {
        return sql.substring(offset(sql, position.getEndLineNum(), position.getEndColumnNum()));
    }

    private static int offset(String sql, int line, int column) {
        int offset = 0;
        for (int i = 1; i < line; i++) {
            offset = sql.indexOf('\n', offset) + 1;
        }
        return offset + column;
    }
}
