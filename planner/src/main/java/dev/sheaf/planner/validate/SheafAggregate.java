// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/// An aggregate function of the SQL dialect.
public final class SheafAggregate extends SqlAggFunction {
    private final AggregateFunction function;
    private final List<Parameter> parameters;
    private final int required;
    private final Function<List<DataType>, DataType> result;

    SheafAggregate(
            String name,
            AggregateFunction function,
            SqlKind kind,
            List<Parameter> parameters,
            int required,
            Function<List<DataType>, DataType> result) {
        super(
                name.toUpperCase(Locale.ROOT),
                null,
                kind,
                null,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.OPTIONAL);
        this.function = function;
        this.parameters = List.copyOf(parameters);
        this.required = required;
        this.result = result;
    }

    public AggregateFunction function() {
        return function;
    }

    /// The types that arguments are cast to.
    public List<DataType> argumentTypes(List<RelDataType> arguments) {
        List<DataType> types = accept(arguments);
        if (types == null) {
            throw new SheafException(ErrorCode.UNDEFINED_FUNCTION, "aggregate " + getName() + " of " + arguments);
        }
        return types;
    }

    /// The type of the call, of the types its arguments are cast to.
    public DataType resultType(List<DataType> arguments) {
        return result.apply(arguments);
    }

    @Override
    public boolean allowsFilter() {
        return true;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.between(required, parameters.size());
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        List<RelDataType> arguments = binding.collectOperandTypes();
        if (accept(arguments) != null) {
            return true;
        }
        if (throwOnFailure) {
            List<String> names = new ArrayList<>();
            arguments.forEach(argument -> names.add(TypeMapping.toDataType(argument).sqlName()));
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "function " + getName().toLowerCase(Locale.ROOT) + "(" + String.join(", ", names)
                            + ") does not exist",
                    SourcePositions.of(binding.getCall().getParserPosition()));
        }
        return false;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        List<RelDataType> arguments = binding.collectOperandTypes();
        boolean nullable = binding.hasEmptyGroup()
                || binding.hasFilter()
                || mayBeNullOverRows()
                || arguments.stream().anyMatch(RelDataType::isNullable);
        return TypeMapping.toRel(binding.getTypeFactory(), result.apply(argumentTypes(arguments)),
                nullable && !counts());
    }

    private boolean counts() {
        return function == AggregateFunction.APPROX_COUNT_DISTINCT || function == AggregateFunction.REGR_COUNT;
    }

    /// Whether the result may be null though there are rows without nulls: the statistics of one row.
    private boolean mayBeNullOverRows() {
        return switch (function) {
            case SUM, AVG, MIN, MAX, ANY_VALUE, FIRST, LAST, BOOL_AND, BOOL_OR, BIT_AND, BIT_OR, BIT_XOR, PRODUCT ->
                    false;
            default -> true;
        };
    }

    private @Nullable List<DataType> accept(List<RelDataType> arguments) {
        if (arguments.size() < required || arguments.size() > parameters.size()) {
            return null;
        }
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            DataType type = parameters.get(i).accept(arguments.get(i));
            if (type == null) {
                return null;
            }
            // A bare NULL is a number, as elsewhere (S12).
            types.add(type.equals(DataType.NULL) ? DataType.INTEGER : type);
        }
        return types;
    }
}
