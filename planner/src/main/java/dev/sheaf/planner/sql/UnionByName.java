// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSetOperator;

/// UNION BY NAME, until binding puts the columns of both sides in the same places.
public final class UnionByName {
    private static final int PRECEDENCE = 12;

    public static final SqlSetOperator DISTINCT =
            new SqlSetOperator("UNION BY NAME", SqlKind.UNION, PRECEDENCE, false);
    public static final SqlSetOperator ALL = new SqlSetOperator("UNION ALL BY NAME", SqlKind.UNION, PRECEDENCE, true);

    private UnionByName() {}

    public static boolean is(SqlOperator operator) {
        return operator == DISTINCT || operator == ALL;
    }
}
