// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// A scalar function of the SQL dialect, with all the ways to call it.
public final class SheafFunction extends SqlFunction {
    private final List<Overload> overloads;

    SheafFunction(String name, List<Overload> overloads) {
        super(
                name.toUpperCase(Locale.ROOT),
                SqlKind.OTHER_FUNCTION,
                null,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.overloads = List.copyOf(overloads);
    }

    /// The way that fits argument types, with the types they are cast to.
    public Resolved resolve(List<RelDataType> arguments) {
        Match match = match(arguments);
        return new Resolved(match.overload().function(), match.argumentTypes());
    }

    private Match match(List<RelDataType> arguments) {
        Match match = find(arguments);
        if (match == null) {
            throw new SheafException(ErrorCode.UNDEFINED_FUNCTION, signature(arguments) + " does not exist");
        }
        return match;
    }

    /// A call's kernel and the types that its arguments are cast to.
    public record Resolved(ScalarFunction function, List<DataType> argumentTypes) {}

    private record Match(Overload overload, List<DataType> argumentTypes) {}

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        int min = overloads.stream().mapToInt(Overload::required).min().orElse(0);
        boolean open = overloads.stream().anyMatch(Overload::repeatsLast);
        int max = overloads.stream().mapToInt(overload -> overload.parameters().size()).max().orElse(0);
        return open ? SqlOperandCountRanges.from(min) : SqlOperandCountRanges.between(min, max);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        List<RelDataType> arguments = binding.collectOperandTypes();
        if (find(arguments) != null) {
            return true;
        }
        if (throwOnFailure) {
            throw new SheafException(
                    ErrorCode.UNDEFINED_FUNCTION,
                    signature(arguments) + " does not exist",
                    SourcePositions.of(binding.getCall().getParserPosition()));
        }
        return false;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        List<RelDataType> arguments = binding.collectOperandTypes();
        Match resolved = match(arguments);
        DataType type =
                resolved.overload().result().of(resolved.argumentTypes(), argument -> constant(binding, argument));
        boolean nullable =
                switch (resolved.overload().nulls()) {
                    case ANY_ARGUMENT -> arguments.stream().anyMatch(RelDataType::isNullable);
                    case ALL_ARGUMENTS -> arguments.stream().allMatch(RelDataType::isNullable);
                    case FIRST_ARGUMENT -> arguments.getFirst().isNullable();
                    case NEVER -> false;
                    case ALWAYS -> true;
                };
        return TypeMapping.toRel(binding.getTypeFactory(), type, nullable);
    }

    @Override
    public boolean isDeterministic() {
        return overloads.getFirst().function() != ScalarFunction.RANDOM;
    }

    private @Nullable Match find(List<RelDataType> arguments) {
        for (Overload overload : overloads) {
            List<DataType> accepted = overload.accept(arguments);
            if (accepted != null) {
                return new Match(overload, accepted);
            }
        }
        return null;
    }

    private static @Nullable Integer constant(SqlOperatorBinding binding, int argument) {
        if (argument >= binding.getOperandCount()
                || !binding.isOperandLiteral(argument, false)
                || !SqlTypeName.INT_TYPES.contains(binding.getOperandType(argument).getSqlTypeName())) {
            return null;
        }
        return binding.getOperandLiteralValue(argument, Integer.class);
    }

    private String signature(List<RelDataType> arguments) {
        List<String> names = new ArrayList<>();
        arguments.forEach(argument -> names.add(TypeMapping.toDataType(argument).sqlName()));
        return "function " + getName().toLowerCase(Locale.ROOT).replace("$", "") + "(" + String.join(", ", names) + ")";
    }
}
