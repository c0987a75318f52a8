// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;

/// Makes a comma in FROM bind weaker than JOIN (S127), where the grammar reads both from left to right.
final class CommaJoins {
    private CommaJoins() {}

    /// `(a, b) JOIN c` becomes `a, (b JOIN c)`. Changes the tree.
    static SqlNode outermost(SqlNode from) {
        if (!(from instanceof SqlJoin join)) {
            return from;
        }
        join.setLeft(outermost(join.getLeft()));
        if (join.getJoinType() == JoinType.COMMA
                || !(join.getLeft() instanceof SqlJoin comma)
                || comma.getJoinType() != JoinType.COMMA) {
            return join;
        }
        join.setLeft(comma.getRight());
        comma.setRight(join);
        return comma;
    }
}
