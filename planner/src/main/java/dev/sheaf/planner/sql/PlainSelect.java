// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Queries that are made here and not written by anybody: a list, a source, a condition perhaps, and nothing else.
public final class PlainSelect {
    private PlainSelect() {}

    /// `SELECT items FROM from WHERE condition`.
    public static SqlSelect of(
            SqlNodeList items, SqlNode from, @Nullable SqlNode condition, SqlParserPos position) {
        return new SqlSelect(
                position, null, items, from, condition, null, null, null, null, null, null, null, SqlNodeList.EMPTY);
    }

    /// `SELECT * FROM from`.
    public static SqlSelect allOf(SqlNode from, SqlParserPos position) {
        return of(SqlNodeList.of(SqlIdentifier.star(position)), from, null, position);
    }
}
