// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.planner.sql.MatchingRows;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Says SEMI JOIN and ANTI JOIN with EXISTS in WHERE, where their left side is what the rest of FROM keeps (S174).
final class SemiJoins {
    private final UsingJoins joins;

    SemiJoins(UsingJoins joins) {
        this.joins = joins;
    }

    /// Rewrites a select whose FROM is bound.
    void rewrite(SqlSelect select) {
        SqlNode from = select.getFrom();
        if (from == null || !contains(from)) {
            return;
        }
        List<SqlNode> conditions = new ArrayList<>();
        select.setFrom(without(from, conditions));
        SqlNode where = select.getWhere();
        for (SqlNode condition : conditions) {
            where = where == null
                    ? condition
                    : SqlStdOperatorTable.AND.createCall(condition.getParserPosition(), condition, where);
        }
        select.setWhere(where);
    }

    private static boolean contains(SqlNode node) {
        return node instanceof SqlJoin join && (is(join) || contains(join.getLeft()) || contains(join.getRight()));
    }

    private static boolean is(SqlJoin join) {
        return join.getJoinType() == JoinType.LEFT_SEMI_JOIN || join.getJoinType() == JoinType.LEFT_ANTI_JOIN;
    }

    private SqlNode without(SqlNode node, List<SqlNode> conditions) {
        if (!(node instanceof SqlJoin join)) {
            return node;
        }
        if (is(join)) {
            SqlNode left = without(join.getLeft(), conditions);
            join.setLeft(left);
            conditions.add(exists(join));
            return left;
        }
        boolean keepsLeft =
                switch (join.getJoinType()) {
                    case INNER, CROSS, COMMA, LEFT -> true;
                    default -> false;
                };
        if (contains(join.getRight()) || contains(join.getLeft()) && !keepsLeft) {
            throw UnsupportedSyntax.of(
                    "a SEMI or ANTI JOIN on the optional or right side of another join", join.getParserPosition());
        }
        join.setLeft(without(join.getLeft(), conditions));
        return join;
    }

    private SqlNode exists(SqlJoin join) {
        SqlParserPos position = join.getParserPosition();
        SqlCall exists = MatchingRows.exists(join.getRight(), joins.condition(join), position);
        return join.getJoinType() == JoinType.LEFT_SEMI_JOIN
                ? exists
                : SqlStdOperatorTable.NOT.createCall(position, exists);
    }
}
