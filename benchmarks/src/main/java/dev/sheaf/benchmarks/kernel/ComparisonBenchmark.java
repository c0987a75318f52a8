// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.kernel;

import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.expression.Evaluator;
import java.math.BigDecimal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Comparisons to a bitmap, of a column with a constant and with another column.
public class ComparisonBenchmark extends ExpressionBenchmark {
    private static final DataType MONEY = DataType.decimal(15, 2);

    private Chunk chunk;
    private Evaluator longWithConstant;
    private Evaluator longWithColumn;
    private Evaluator decimalWithConstant;
    private Evaluator doubleWithConstant;
    private Evaluator stringWithConstant;
    private Evaluator stringOrder;

    @Setup
    public void prepare() {
        SampleColumns columns = new SampleColumns(1);
        chunk = chunk(
                columns.column(DataType.BIGINT, rowCount, 1000, nullPercent),
                columns.column(DataType.BIGINT, rowCount, 1000, nullPercent),
                columns.column(MONEY, rowCount, 1000, nullPercent),
                columns.column(DataType.DOUBLE, rowCount, 1000, nullPercent),
                columns.column(DataType.VARCHAR, rowCount, 1000, nullPercent),
                columns.comments(rowCount, nullPercent),
                columns.comments(rowCount, nullPercent));
        longWithConstant = compare(ScalarFunction.LESS_THAN, 0, Literal.of(500));
        longWithColumn = compile(
                call(ScalarFunction.LESS_THAN, DataType.BOOLEAN, column(chunk, 0), column(chunk, 1)));
        decimalWithConstant =
                compare(ScalarFunction.LESS_THAN, 2, new Literal(new BigDecimal("5.00"), MONEY));
        doubleWithConstant = compare(ScalarFunction.LESS_THAN, 3, Literal.of(500.0));
        stringWithConstant = compare(ScalarFunction.EQUAL, 4, Literal.of("key 500"));
        stringOrder = compile(
                call(ScalarFunction.LESS_THAN, DataType.BOOLEAN, column(chunk, 5), column(chunk, 6)));
    }

    private Evaluator compare(ScalarFunction comparison, int column, Literal constant) {
        return compile(call(comparison, DataType.BOOLEAN, column(chunk, column), constant));
    }

    @Benchmark
    public Vector longLessThanConstant() {
        return longWithConstant.evaluate(chunk, null);
    }

    @Benchmark
    public Vector longLessThanColumn() {
        return longWithColumn.evaluate(chunk, null);
    }

    @Benchmark
    public Vector decimalLessThanConstant() {
        return decimalWithConstant.evaluate(chunk, null);
    }

    @Benchmark
    public Vector doubleLessThanConstant() {
        return doubleWithConstant.evaluate(chunk, null);
    }

    @Benchmark
    public Vector shortStringEqualsConstant() {
        return stringWithConstant.evaluate(chunk, null);
    }

    @Benchmark
    public Vector longStringLessThanColumn() {
        return stringOrder.evaluate(chunk, null);
    }
}
