// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.core.type.DataType.BIGINT;
import static dev.sheaf.core.type.DataType.BOOLEAN;
import static dev.sheaf.core.type.DataType.DATE;
import static dev.sheaf.core.type.DataType.DOUBLE;
import static dev.sheaf.core.type.DataType.VARCHAR;
import static dev.sheaf.exec.expression.ExpressionTester.call;
import static dev.sheaf.exec.expression.ExpressionTester.column;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.kernel.KernelContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Kernels give the same results after the compiler has vectorised them as they gave when they were interpreted.
class HotKernelTest {
    private static final int ROWS = 1000;
    /// Enough for the second compiler: it compiles a loop after some tens of thousands of iterations.
    private static final int CALLS = 3000;

    private static final DataType MONEY = DataType.decimal(15, 2);

    @Test
    void resultsStayTheSame() {
        Literal one = new Literal(new BigDecimal("1"), DataType.decimal(1, 0));
        Expression net = call(ScalarFunction.SUBTRACT, DataType.decimal(16, 2), one, column(1, MONEY));
        for (Expression expression : List.of(
                call(ScalarFunction.MULTIPLY, DataType.decimal(31, 4), column(0, MONEY), net),
                call(ScalarFunction.LESS_THAN, BOOLEAN, column(0, MONEY), column(1, MONEY)),
                call(ScalarFunction.LESS_THAN_OR_EQUAL, BOOLEAN, column(2, DATE), new Literal(1000L, DATE)),
                call(ScalarFunction.EQUAL, BOOLEAN, column(2, DATE), new Literal(0L, DATE)),
                call(ScalarFunction.NOT_EQUAL, BOOLEAN, column(3, BIGINT), column(4, BIGINT)),
                call(ScalarFunction.GREATER_THAN, BOOLEAN, column(5, DOUBLE), Literal.of(0.0)),
                call(ScalarFunction.LIKE, BOOLEAN, column(6, VARCHAR), Literal.of("%special%requests%")),
                call(ScalarFunction.EQUAL, BOOLEAN, column(6, VARCHAR), Literal.of("special")),
                new InList(column(3, BIGINT), List.of(Literal.of(0), Literal.of(1), Literal.of(-1)), true),
                call(ScalarFunction.EXTRACT_YEAR, BIGINT, column(2, DATE)),
                call(ScalarFunction.SUBSTRING, VARCHAR, column(6, VARCHAR), Literal.of(1), Literal.of(3)),
                call(ScalarFunction.UPPER, VARCHAR, column(6, VARCHAR)))) {
            check(expression);
        }
    }

    private static void check(Expression expression) {
        try (ExpressionTester tester = new ExpressionTester(91);
                KernelContext heaps = new KernelContext(tester.context());
                Evaluator evaluator = ExpressionCompiler.compile(expression, tester.context())) {
            Chunk chunk = chunk(tester.random(), heaps);
            List<Literal> first = values(evaluator, chunk, expression.type());
            for (int i = 0; i < CALLS; i++) {
                evaluator.evaluate(chunk, null);
            }
            List<Literal> last = values(evaluator, chunk, expression.type());
            for (int row = 0; row < ROWS; row++) {
                assertEquals(first.get(row), last.get(row), expression + " at row " + row);
            }
        }
    }

    private static Chunk chunk(Random random, KernelContext heaps) {
        List<DataType> types = List.of(MONEY, MONEY, DATE, BIGINT, BIGINT, DOUBLE, VARCHAR);
        List<Field> fields = types.stream().map(type -> new Field("c", type, true)).toList();
        Chunk chunk = new Chunk(new Schema(fields)).start(ROWS);
        for (int i = 0; i < types.size(); i++) {
            TestColumn column = TestColumn.random(types.get(i), ROWS, 5, random);
            chunk.set(i, Literals.vector(column.literals(), column.type(), heaps.newHeap()));
        }
        return chunk;
    }

    private static List<Literal> values(Evaluator evaluator, Chunk chunk, DataType type) {
        FlatVector result = evaluator.evaluate(chunk, null).flatten(ROWS);
        List<Literal> values = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            values.add(Literals.literal(result, row, type));
        }
        return values;
    }
}
