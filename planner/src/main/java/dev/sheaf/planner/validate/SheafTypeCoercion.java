// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.jspecify.annotations.Nullable;

/// Implicit casts, by [CommonTypes] alone: what PostgreSQL does, not Calcite's mixture of dialects.
final class SheafTypeCoercion extends TypeCoercionImpl {
    SheafTypeCoercion(RelDataTypeFactory factory, SqlValidator validator) {
        super(factory, validator);
    }

    @Override
    public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
        // The arithmetic operators know their own types.
        return false;
    }

    @Override
    public boolean binaryComparisonCoercion(SqlCallBinding binding) {
        List<RelDataType> types = new ArrayList<>();
        for (int i = 0; i < binding.getOperandCount(); i++) {
            types.add(binding.getOperandType(i));
        }
        if (types.stream().anyMatch(RelDataType::isStruct)) {
            // Rows are compared value by value, and brought to common types so.
            return false;
        }
        DataType common = CommonTypes.of(types);
        if (common == null) {
            String operator = binding.getOperator().getKind() == SqlKind.BETWEEN
                    ? "BETWEEN"
                    : binding.getOperator().getName();
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "cannot compare " + names(types) + " with " + operator,
                    SourcePositions.of(binding.getCall().getParserPosition()));
        }
        if (binding.getOperator().getKind() == SqlKind.NULLIF) {
            // Its type is its first operand's: only the comparison inside takes the common type.
            return false;
        }
        return coerceOperandsType(binding.getScope(), binding.getCall(), relType(common));
    }

    @Override
    public boolean inOperationCoercion(SqlCallBinding binding) {
        SqlNode right = binding.operand(1);
        if (right.isA(SqlKind.QUERY)) {
            int expected = width(binding.getOperandType(0));
            int given = binding.getOperandType(1).getFieldCount();
            if (expected != given) {
                throw new SheafException(
                        ErrorCode.SYNTAX_ERROR,
                        "the subquery has " + given + " columns where " + expected + " are compared",
                        SourcePositions.of(right.getParserPosition()));
            }
            checkComparable(binding);
        }
        return super.inOperationCoercion(binding);
    }

    @Override
    public boolean quantifyOperationCoercion(SqlCallBinding binding) {
        if (binding.operand(1).isA(SqlKind.QUERY)) {
            checkComparable(binding);
        }
        return super.quantifyOperationCoercion(binding);
    }

    /// The columns of a subquery that values are compared with.
    private static void checkComparable(SqlCallBinding binding) {
        RelDataType left = binding.getOperandType(0);
        List<RelDataTypeField> columns = binding.getOperandType(1).getFieldList();
        for (int i = 0; i < columns.size(); i++) {
            RelDataType value = left.isStruct() ? left.getFieldList().get(i).getType() : left;
            List<RelDataType> types = List.of(value, columns.get(i).getType());
            if (CommonTypes.of(types) == null) {
                throw new SheafException(
                        ErrorCode.TYPE_MISMATCH,
                        "cannot compare " + names(types),
                        SourcePositions.of(binding.getCall().getParserPosition()));
            }
        }
    }

    @Override
    public boolean builtinFunctionCoercion(
            SqlCallBinding binding, List<RelDataType> operandTypes, List<SqlTypeFamily> expectedFamilies) {
        // Nothing is read as text by itself (S16).
        boolean text = expectedFamilies.stream().allMatch(family -> family == SqlTypeFamily.STRING);
        return !text && super.builtinFunctionCoercion(binding, operandTypes, expectedFamilies);
    }

    private static int width(RelDataType type) {
        return type.isStruct() ? type.getFieldCount() : 1;
    }

    @Override
    public @Nullable RelDataType commonTypeForBinaryComparison(
            @Nullable RelDataType type1, @Nullable RelDataType type2) {
        List<RelDataType> types = List.of(Objects.requireNonNull(type1), Objects.requireNonNull(type2));
        // Rows are compared column by column when they are converted.
        return types.stream().anyMatch(RelDataType::isStruct) ? null : common(types);
    }

    @Override
    public @Nullable RelDataType getTightestCommonType(@Nullable RelDataType type1, @Nullable RelDataType type2) {
        return commonTypeForBinaryComparison(type1, type2);
    }

    @Override
    public @Nullable RelDataType getWiderTypeForTwo(
            @Nullable RelDataType type1, @Nullable RelDataType type2, boolean stringPromotion) {
        return commonTypeForBinaryComparison(type1, type2);
    }

    @Override
    public @Nullable RelDataType getWiderTypeFor(List<RelDataType> typeList, boolean stringPromotion) {
        return common(typeList);
    }

    @Override
    protected boolean needToCast(
            org.apache.calcite.sql.validate.SqlValidatorScope scope,
            org.apache.calcite.sql.SqlNode node,
            RelDataType toType,
            org.apache.calcite.sql.type.SqlTypeMappingRule mappingRule) {
        RelDataType fromType = validator.deriveType(scope, node);
        return !TypeMapping.toDataType(fromType).equals(TypeMapping.toDataType(toType));
    }

    private @Nullable RelDataType common(List<RelDataType> types) {
        DataType common = CommonTypes.of(types);
        return common == null
                ? null
                : TypeMapping.toRel(factory, common, types.stream().anyMatch(RelDataType::isNullable));
    }

    private RelDataType relType(DataType type) {
        return TypeMapping.toRel(factory, type, true);
    }

    private static String names(List<RelDataType> types) {
        List<String> names = new ArrayList<>();
        types.forEach(type -> names.add(TypeMapping.toDataType(type).sqlName()));
        return String.join(" and ", names);
    }
}
