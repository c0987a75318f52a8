// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlPrefixOperator;

/// PostgreSQL's operators that Calcite's grammar lacks. Rewriting turns them into functions before anything is
/// validated.
public final class DialectOperators {
    public static final SqlBinaryOperator BIT_OR = binary("|", 36);
    public static final SqlBinaryOperator SHIFT_RIGHT = binary(">>", 36);
    public static final SqlBinaryOperator MATCHES = binary("~", 32);
    public static final SqlBinaryOperator MATCHES_NOT = binary("!~", 32);
    public static final SqlBinaryOperator STARTS_WITH = binary("^@", 32);
    public static final SqlBinaryOperator POWER = binary("^", 70);
    public static final SqlBinaryOperator AT_TIME_ZONE = binary("AT TIME ZONE", 92);
    /// `//`, and MySQL's DIV.
    public static final SqlBinaryOperator INTEGER_DIVIDE = binary("//", 60);
    /// A minus before an expression. Calcite's own would be folded into literals by the parser.
    public static final SqlPrefixOperator NEGATIVE = new SqlPrefixOperator(
            "-", SqlKind.MINUS_PREFIX, 80, null, null, null);
    public static final SqlPrefixOperator BIT_NOT =
            new SqlPrefixOperator("~", SqlKind.OTHER, 80, null, null, null);

    private DialectOperators() {}

    private static SqlBinaryOperator binary(String name, int precedence) {
        return new SqlBinaryOperator(name, SqlKind.OTHER, precedence, true, null, null, null);
    }
}
