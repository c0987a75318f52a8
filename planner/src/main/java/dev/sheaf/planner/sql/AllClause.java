// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
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

    /// Whether an ORDER BY is that word, with its direction and null order.
    public static boolean in(SqlNodeList order) {
        return order.size() == 1 && isAll(order.get(0));
    }

    /// The ORDER BY's one key with a column's position in the place of the word.
    public static SqlNode replace(SqlNode key, int place) {
        return key instanceof SqlCall call
                ? call.getOperator().createCall(call.getParserPosition(), replace(call.operand(0), place))
                : SqlLiteral.createExactNumeric(Integer.toString(place), key.getParserPosition());
    }

    private static boolean isAll(SqlNode key) {
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> isAll(((SqlCall) key).operand(0));
            default -> key instanceof AllClause;
        };
    }

    /// Whether the list is that word alone.
    public static boolean is(@Nullable SqlNodeList list) {
        return list != null && list.size() == 1 && list.get(0) instanceof AllClause;
    }
}
