// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.planner.validate.SheafAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/// Makes one aggregate call, over groups or windows, with its arguments cast and placed.
final class AggregateCalls {
    private AggregateCalls() {}

    static AggregateCall convert(
            SqlAggFunction function,
            List<Expression> arguments,
            List<RelDataType> argumentTypes,
            boolean distinct,
            OptionalInt filter,
            List<SortKey> order,
            ComputedColumns columns,
            SourcePosition position) {
        if (function.getKind() == SqlKind.COUNT) {
            return count(arguments, distinct, filter, columns, position);
        }
        SheafAggregate aggregate = AggregateConverter.sheaf(function, position);
        List<DataType> types = aggregate.argumentTypes(argumentTypes);
        List<Integer> places = new ArrayList<>();
        List<DataType> given = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            DataType target = types.get(i);
            boolean sameText = target instanceof CharacterType && argument.type() instanceof CharacterType;
            Expression cast = sameText ? argument : ExpressionFactory.cast(argument, target, position);
            boolean fraction = i == 1
                    && (aggregate.function() == AggregateFunction.QUANTILE_CONT
                            || aggregate.function() == AggregateFunction.QUANTILE_DISC);
            if (fraction) {
                cast = CheckedOperand.fraction(cast, "a quantile needs a fraction from 0 to 1", position);
            }
            given.add(cast.type());
            places.add(columns.place(cast));
        }
        if (aggregate.function() == AggregateFunction.STRING_AGG && places.size() == 1) {
            places.add(columns.place(Literal.of(",")));
        }
        boolean once = distinct && !aggregate.function().duplicateInsensitive();
        List<SortKey> keys = aggregate.function().orderSensitive() ? order : List.of();
        if (distinct && !keys.stream().allMatch(key -> places.contains(key.column()))) {
            throw new SheafException(
                    ErrorCode.GROUPING_ERROR,
                    "an aggregate with DISTINCT can be ordered by its arguments only",
                    position);
        }
        return new AggregateCall(
                aggregate.function(), places, once, filter, keys, aggregate.resultType(given), position);
    }

    private static AggregateCall count(
            List<Expression> arguments,
            boolean distinct,
            OptionalInt filter,
            ComputedColumns columns,
            SourcePosition position) {
        if (arguments.size() > 1) {
            throw RexConverter.unsupported("COUNT of several columns", position);
        }
        if (arguments.isEmpty() || (!distinct && !arguments.getFirst().nullable())) {
            return new AggregateCall(
                    AggregateFunction.COUNT_STAR, List.of(), false, filter, List.of(), DataType.BIGINT, position);
        }
        List<Integer> places = List.of(columns.place(arguments.getFirst()));
        return new AggregateCall(AggregateFunction.COUNT, places, distinct, filter, List.of(), DataType.BIGINT,
                position);
    }
}
