// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.kernel;

import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.expression.Evaluator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Arithmetic on integers, which looks for overflow, and on doubles.
public class ArithmeticBenchmark extends ExpressionBenchmark {
    private Chunk chunk;
    private Evaluator intSum;
    private Evaluator longSum;
    private Evaluator longProduct;
    private Evaluator longQuotient;
    private Evaluator doubleProduct;

    @Setup
    public void prepare() {
        SampleColumns columns = new SampleColumns(2);
        chunk = chunk(
                columns.column(DataType.INTEGER, rowCount, 1000, nullPercent),
                columns.column(DataType.INTEGER, rowCount, 1000, nullPercent),
                columns.column(DataType.BIGINT, rowCount, 1000, nullPercent),
                // No zeros to divide by.
                nonZero(columns),
                columns.column(DataType.DOUBLE, rowCount, 1000, nullPercent),
                columns.column(DataType.DOUBLE, rowCount, 1000, nullPercent));
        intSum = binary(ScalarFunction.ADD, DataType.INTEGER, 0);
        longSum = binary(ScalarFunction.ADD, DataType.BIGINT, 2);
        longProduct = binary(ScalarFunction.MULTIPLY, DataType.BIGINT, 2);
        longQuotient = binary(ScalarFunction.DIVIDE, DataType.BIGINT, 2);
        doubleProduct = binary(ScalarFunction.MULTIPLY, DataType.DOUBLE, 4);
    }

    private FlatVector nonZero(SampleColumns columns) {
        long[] numbers = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            numbers[row] = 1L + row % 97;
        }
        return columns.column(DataType.BIGINT, numbers, nullPercent);
    }

    private Evaluator binary(ScalarFunction function, DataType type, int left) {
        return compile(call(function, type, column(chunk, left), column(chunk, left + 1)));
    }

    @Benchmark
    public Vector intAdd() {
        return intSum.evaluate(chunk, null);
    }

    @Benchmark
    public Vector longAdd() {
        return longSum.evaluate(chunk, null);
    }

    @Benchmark
    public Vector longMultiply() {
        return longProduct.evaluate(chunk, null);
    }

    @Benchmark
    public Vector longDivide() {
        return longQuotient.evaluate(chunk, null);
    }

    @Benchmark
    public Vector doubleMultiply() {
        return doubleProduct.evaluate(chunk, null);
    }
}
