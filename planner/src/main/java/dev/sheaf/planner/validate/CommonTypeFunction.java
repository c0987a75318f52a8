// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;

/// A function of any number of operands, all brought to one type, which is its own: GREATEST and LEAST. Null only when
/// all are.
public final class CommonTypeFunction extends SqlFunction {
    private final ScalarFunction function;

    CommonTypeFunction(String name, ScalarFunction function) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                null,
                InferTypes.FIRST_KNOWN,
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.function = function;
    }

    public ScalarFunction function() {
        return function;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.from(1);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        if (CommonTypes.of(binding.collectOperandTypes()) != null) {
            return true;
        }
        if (throwOnFailure) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "the operands of " + getName() + " have no common type",
                    SourcePositions.of(binding.getCall().getParserPosition()));
        }
        return false;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        List<RelDataType> operands = binding.collectOperandTypes();
        DataType common = CommonTypes.of(operands);
        return TypeMapping.toRel(
                binding.getTypeFactory(),
                common == null ? DataType.NULL : common,
                operands.stream().allMatch(RelDataType::isNullable));
    }
}
