// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `UPDATE table SET ... FROM others WHERE ...`.
public final class UpdateFrom extends SqlUpdate {
    private final SqlNode from;

    private UpdateFrom(
            SqlParserPos position,
            SqlNode table,
            SqlNodeList columns,
            SqlNodeList values,
            SqlNode from,
            @Nullable SqlNode condition,
            @Nullable SqlIdentifier alias) {
        super(position, table, columns, values, condition, null, alias);
        this.from = from;
    }

    /// A plain UPDATE where there is no FROM.
    public static SqlUpdate of(
            SqlParserPos position,
            SqlNode table,
            SqlNodeList columns,
            SqlNodeList values,
            @Nullable SqlNode from,
            @Nullable SqlNode condition,
            @Nullable SqlIdentifier alias) {
        return from == null
                ? new SqlUpdate(position, table, columns, values, condition, null, alias)
                : new UpdateFrom(position, table, columns, values, from, condition, alias);
    }

    /// What stands in FROM.
    public SqlNode from() {
        return from;
    }
}
