// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlRankFunction;
import org.apache.calcite.sql.fun.SqlLeadLagAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.util.Optionality;

/// The functions over windows that look at no frame. One may be written all the same and means nothing to them, and
/// neither do the ranking ones need an ORDER BY: without it all rows are peers (S145, S146).
final class WindowFunctions {
    static final List<SqlOperator> ALL = List.of(
            new Ranking(SqlKind.ROW_NUMBER, ReturnTypes.RANK),
            new Ranking(SqlKind.RANK, ReturnTypes.RANK),
            new Ranking(SqlKind.DENSE_RANK, ReturnTypes.RANK),
            new Ranking(SqlKind.PERCENT_RANK, ReturnTypes.FRACTIONAL_RANK),
            new Ranking(SqlKind.CUME_DIST, ReturnTypes.FRACTIONAL_RANK),
            new Shifting(SqlKind.LAG),
            new Shifting(SqlKind.LEAD),
            new Tiling());

    private WindowFunctions() {}

    private static final class Ranking extends SqlRankFunction {
        Ranking(SqlKind kind, SqlReturnTypeInference type) {
            super(kind, type, false);
        }

        @Override
        public boolean allowsFraming() {
            return true;
        }
    }

    /// NTILE of any whole number, which may differ from row to row.
    private static final class Tiling extends SqlAggFunction {
        Tiling() {
            super(
                    "NTILE",
                    null,
                    SqlKind.NTILE,
                    ReturnTypes.BIGINT_NULLABLE,
                    null,
                    OperandTypes.INTEGER,
                    SqlFunctionCategory.NUMERIC,
                    false,
                    true,
                    Optionality.FORBIDDEN);
        }
    }

    private static final class Shifting extends SqlLeadLagAggFunction {
        Shifting(SqlKind kind) {
            super(kind);
        }

        @Override
        public boolean allowsFraming() {
            return true;
        }
    }
}
