// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A scalar subquery's promise within each group: one row, or an error when its value is asked for (S128).
final class SingleRows {
    private SingleRows() {}

    /// One row per group: the values of the first columns, an error for a group of more rows, then the keys.
    ///
    /// @param width how many of the input's columns are values
    static LogicalNode perGroup(LogicalNode input, int width, List<Integer> keys, SourcePosition position) {
        List<AggregateCall> calls = new ArrayList<>();
        List<Field> fields = new ArrayList<>(input.schema().select(keys).fields());
        for (int i = 0; i < width; i++) {
            DataType type = input.schema().type(i);
            calls.add(new AggregateCall(
                    AggregateFunction.ANY_VALUE, List.of(i), false, OptionalInt.empty(), List.of(), type));
            fields.add(new Field(input.schema().name(i), type, true));
        }
        calls.add(new AggregateCall(
                AggregateFunction.COUNT_STAR, List.of(), false, OptionalInt.empty(), List.of(), DataType.BIGINT));
        fields.add(new Field("$rows", DataType.BIGINT, false));
        LogicalNode grouped = new Aggregate(input, keys, calls, new Schema(fields));
        Expression several = ExpressionFactory.compare(
                ScalarFunction.GREATER_THAN,
                LogicalNodes.column(grouped.schema(), keys.size() + width),
                Literal.of(1L),
                position);
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Expression value = LogicalNodes.column(grouped.schema(), keys.size() + i);
            expressions.add(new Case(List.of(several, raise(value.type(), position), value), value.type(), true));
            names.add(input.schema().name(i));
        }
        for (int i = 0; i < keys.size(); i++) {
            expressions.add(LogicalNodes.column(grouped.schema(), i));
            names.add(grouped.schema().name(i));
        }
        return LogicalNodes.project(grouped, expressions, names);
    }

    private static Expression raise(DataType type, SourcePosition position) {
        Expression message = Literal.of(ErrorCode.CARDINALITY_VIOLATION.name()
                + ": more than one row returned by a subquery used as an expression");
        return new Call(ScalarFunction.RAISE, List.of(message), type, true, position);
    }
}
