// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;

/// A text literal as a call, in VALUES beside numbers: Calcite reads literals there as the column's type by itself, and
/// can't make a number of a text.
public final class TextLiteralFunction extends SqlFunction {
    public static final TextLiteralFunction INSTANCE = new TextLiteralFunction();

    private TextLiteralFunction() {
        super("$TEXT", SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    SqlNode of(SqlNode literal) {
        return createCall(literal.getParserPosition(), literal);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.of(1);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        return true;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        return binding.getOperandType(0);
    }
}
