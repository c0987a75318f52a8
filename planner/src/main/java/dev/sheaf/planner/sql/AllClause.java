// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// The word ALL of GROUP BY ALL and ORDER BY ALL, until [QueryRewriter] puts the columns in its place.
public final class AllClause extends SqlIdentifier {
    private AllClause(SqlParserPos position) {
        super("ALL", position);
    }

    public static SqlNodeList groupBy(SqlParserPos clause, SqlParserPos word) {
        return new SqlNodeList(List.of(new AllClause(word)), clause);
    }

    public static SqlNode orderBy(SqlParserPos word) {
        return new AllClause(word);
    }

    /// Whether the list is that word alone.
    public static boolean is(@Nullable SqlNodeList list) {
        return list != null && list.size() == 1 && list.get(0) instanceof AllClause;
    }
}
