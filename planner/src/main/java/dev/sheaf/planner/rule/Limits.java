// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A limit within each group of rows, by their numbers.
final class Limits {
    private Limits() {}

    /// @param keys the columns whose values tell groups apart
    static LogicalNode perGroup(LogicalNode input, List<Integer> keys, Sort sort) {
        Schema schema = input.schema().concat(Schema.of(new Field("$number", DataType.BIGINT, false)));
        WindowCall number = new WindowCall.Ranking(
                WindowFunction.ROW_NUMBER, List.of(), false, WindowFrame.WHOLE_PARTITION, DataType.BIGINT);
        LogicalNode numbered = new Window(input, keys, sort.keys(), List.of(number), schema);
        Expression column = LogicalNodes.column(schema, input.schema().size());
        List<Expression> conditions = new ArrayList<>();
        if (sort.offset() > 0) {
            conditions.add(compare(ScalarFunction.GREATER_THAN, column, sort.offset()));
        }
        if (sort.count() < Long.MAX_VALUE - sort.offset()) {
            conditions.add(compare(ScalarFunction.LESS_THAN_OR_EQUAL, column, sort.offset() + sort.count()));
        }
        return LogicalNodes.select(
                LogicalNodes.filter(numbered, conditions),
                IntStream.range(0, input.schema().size()).boxed().toList());
    }

    private static Expression compare(ScalarFunction comparison, Expression column, long value) {
        return ExpressionFactory.compare(comparison, column, Literal.of(value), SourcePosition.UNKNOWN);
    }
}
