// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.planner.sql.SourcePositions;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.validate.SqlMonotonicity;

/// One of `+ - * / %`, typed by [Arithmetic]. Stands in the operator table in the place of Calcite's own.
final class ArithmeticOperator extends SqlBinaryOperator {
    ArithmeticOperator(String name, SqlKind kind, int precedence) {
        super(name, kind, precedence, true, null, InferTypes.FIRST_KNOWN, null);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.of(2);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        RelDataType left = binding.getOperandType(0);
        RelDataType right = binding.getOperandType(1);
        if (Arithmetic.of(getKind(), left, right) != null) {
            return true;
        }
        if (throwOnFailure) {
            throw undefined(binding, left, right);
        }
        return false;
    }

    private SheafException undefined(SqlOperatorBinding binding, RelDataType left, RelDataType right) {
        return new SheafException(
                ErrorCode.TYPE_MISMATCH,
                "there is no " + TypeMapping.toDataType(left).sqlName() + " " + getName() + " "
                        + TypeMapping.toDataType(right).sqlName(),
                binding instanceof SqlCallBinding call
                        ? SourcePositions.of(call.getCall().getParserPosition())
                        : SourcePosition.UNKNOWN);
    }

    /// Calcite's answer looks at the operands as numbers, which text literals are not yet.
    @Override
    public SqlMonotonicity getMonotonicity(SqlOperatorBinding binding) {
        return SqlMonotonicity.NOT_MONOTONIC;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        RelDataType left = binding.getOperandType(0);
        RelDataType right = binding.getOperandType(1);
        RelDataTypeFactory factory = binding.getTypeFactory();
        Arithmetic arithmetic = Arithmetic.of(getKind(), left, right);
        if (arithmetic == null) {
            throw undefined(binding, left, right);
        }
        boolean nullable = left.isNullable() || right.isNullable();
        RelDataType interval = intervalOfDays(left) && (intervalOfDays(right) || right.getIntervalQualifier() == null)
                ? left
                : intervalOfDays(right) && left.getIntervalQualifier() == null ? right : null;
        if (interval != null && arithmetic.result().equals(TypeMapping.toDataType(interval))) {
            // Days stay days, so that a date plus them stays a date.
            return factory.createTypeWithNullability(
                    factory.createSqlIntervalType(new SqlIntervalQualifier(TimeUnit.DAY, null, SqlParserPos.ZERO)),
                    nullable);
        }
        return TypeMapping.toRel(factory, arithmetic.result(), nullable);
    }

    @Override
    public boolean validRexOperands(int count, org.apache.calcite.util.Litmus litmus) {
        return count == 2;
    }

    private static boolean intervalOfDays(RelDataType type) {
        SqlIntervalQualifier qualifier = type.getIntervalQualifier();
        return qualifier != null && qualifier.getUnit() == TimeUnit.DAY;
    }
}
