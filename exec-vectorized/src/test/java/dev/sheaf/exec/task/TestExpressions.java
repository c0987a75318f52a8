// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.expression.Evaluator;
import dev.sheaf.exec.operator.EvaluatorFactory;
import dev.sheaf.testkit.data.VectorValues;
import java.util.List;

/// A slow, simple evaluator.
final class TestExpressions {
    private TestExpressions() {}

    static EvaluatorFactory compile(Expression expression) {
        return _ -> new Evaluator() {
            @Override
            public Vector evaluate(Chunk input, Selection active) {
                FlatVector result = FlatVector.allocate(expression.type(), Math.max(1, input.rowCount()));
                for (int row = 0; row < input.rowCount(); row++) {
                    if (active == null || active.contains(row)) {
                        VectorValues.set(result, row, value(expression, input, row));
                    }
                }
                return result;
            }
        };
    }

    private static Object value(Expression expression, Chunk input, int row) {
        return switch (expression) {
            case Expression.ColumnReference column -> VectorValues.get(input.flat(column.index()), row);
            case Literal literal -> literal.value();
            case Expression.Call call -> call(
                    call.function(), call.operands().stream().map(operand -> value(operand, input, row)).toList());
            default -> throw new IllegalArgumentException(expression.toString());
        };
    }

    private static Object call(ScalarFunction function, List<Object> operands) {
        long left = (Long) operands.get(0);
        long right = (Long) operands.get(1);
        return switch (function) {
            case ADD -> Math.addExact(left, right);
            case LESS_THAN -> left < right;
            case EQUAL -> left == right;
            default -> throw new IllegalArgumentException(function.name());
        };
    }
}
