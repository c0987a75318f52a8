// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A SELECT DISTINCT ON (keys), until [QueryRewriter] says it with a row number.
public final class DistinctOnSelect extends SqlSelect {
    private final SqlNodeList keys;

    private DistinctOnSelect(SqlNodeList keys, SqlSelect select) {
        super(
                select.getParserPosition(),
                null,
                select.getSelectList(),
                select.getFrom(),
                select.getWhere(),
                select.getGroup(),
                select.getHaving(),
                select.getWindowList(),
                select.getQualify(),
                null,
                null,
                null,
                SqlNodeList.EMPTY);
        this.keys = keys;
    }

    /// A plain SELECT where there are no keys.
    public static SqlSelect of(
            @Nullable SqlNodeList keys,
            SqlParserPos position,
            @Nullable SqlNodeList keywords,
            SqlNodeList selectList,
            @Nullable SqlNode from,
            @Nullable SqlNode where,
            @Nullable SqlNodeList groupBy,
            @Nullable SqlNode having,
            @Nullable SqlNodeList windows,
            @Nullable SqlNode qualify,
            @Nullable SqlNodeList orderBy,
            @Nullable SqlNode offset,
            @Nullable SqlNode fetch,
            SqlNodeList hints) {
        SqlSelect select = new SqlSelect(
                position, keywords, selectList, from, where, groupBy, having, windows, qualify, orderBy, offset, fetch,
                hints);
        return keys == null ? select : new DistinctOnSelect(keys, select);
    }

    public SqlNodeList keys() {
        return keys;
    }
}
