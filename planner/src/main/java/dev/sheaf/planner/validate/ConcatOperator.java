// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.planner.sql.SourcePositions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;

/// `||`: takes values of any type when one side is text (S16).
public final class ConcatOperator extends SqlBinaryOperator {
    public static final ConcatOperator INSTANCE = new ConcatOperator();

    private ConcatOperator() {
        super("||", SqlKind.OTHER, 60, true, null, InferTypes.RETURN_TYPE, null);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.of(2);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        DataType left = TypeMapping.toDataType(binding.getOperandType(0));
        DataType right = TypeMapping.toDataType(binding.getOperandType(1));
        boolean text = left instanceof CharacterType || right instanceof CharacterType;
        if (text || (left instanceof NullType && right instanceof NullType)) {
            return true;
        }
        if (throwOnFailure) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "|| needs text on one side, not " + left.sqlName() + " and " + right.sqlName(),
                    SourcePositions.of(binding.getCall().getParserPosition()));
        }
        return false;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        boolean nullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
        return TypeMapping.toRel(binding.getTypeFactory(), DataType.VARCHAR, nullable);
    }

    @Override
    public RelDataType deriveType(
            org.apache.calcite.sql.validate.SqlValidator validator,
            org.apache.calcite.sql.validate.SqlValidatorScope scope,
            org.apache.calcite.sql.SqlCall call) {
        call.getOperandList().forEach(operand -> validator.deriveType(scope, operand));
        return validateOperands(validator, scope, call);
    }

    @Override
    public boolean validRexOperands(int count, org.apache.calcite.util.Litmus litmus) {
        return count == 2;
    }
}
