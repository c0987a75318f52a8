// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.planner.sql.SourcePositions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;

/// A sign before a number or an interval, which keeps its type (S27); a bare NULL becomes an INTEGER. Stands in the
/// operator table in the place of Calcite's own, which reads text as decimals.
final class SignOperator extends SqlPrefixOperator {
    static final SignOperator PLUS = new SignOperator("+", SqlKind.PLUS_PREFIX);
    static final SignOperator MINUS = new SignOperator("-", SqlKind.MINUS_PREFIX);

    private SignOperator(String name, SqlKind kind) {
        super(name, kind, 80, null, null, null);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.of(1);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        DataType type = TypeMapping.toDataType(binding.getOperandType(0));
        if (CommonTypes.isNumeric(type) || type instanceof IntervalType || type instanceof NullType) {
            return true;
        }
        if (throwOnFailure) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "there is no " + getName() + " " + type.sqlName(),
                    SourcePositions.of(binding.getCall().getParserPosition()));
        }
        return false;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        RelDataType type = binding.getOperandType(0);
        return TypeMapping.toDataType(type) instanceof NullType
                ? TypeMapping.toRel(binding.getTypeFactory(), DataType.INTEGER, true)
                : type;
    }
}
