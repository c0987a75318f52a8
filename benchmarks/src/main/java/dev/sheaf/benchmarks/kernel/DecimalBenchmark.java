// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.kernel;

import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.expression.Evaluator;
import java.math.BigDecimal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Decimal arithmetic: in 64 bits, in 64 bits with other scales, and in 128 bits; and the expression that TPC-H asks
/// for most often.
public class DecimalBenchmark extends ExpressionBenchmark {
    private static final DataType MONEY = DataType.decimal(15, 2);

    private Chunk chunk;
    private Evaluator sum;
    private Evaluator product;
    private Evaluator wideSum;
    private Evaluator quotient;
    private Evaluator discountedPrice;

    @Setup
    public void prepare() {
        SampleColumns columns = new SampleColumns(3);
        DecimalVector wide =
                (DecimalVector) columns.column(DataType.decimal(38, 2), rowCount, 1000, nullPercent);
        wide.widen(rowCount);
        for (int row = 0; row < rowCount; row++) {
            wide.high()[row] = row;
        }
        chunk = chunk(
                columns.column(MONEY, rowCount, 10_000_000, nullPercent),
                columns.column(MONEY, rowCount, 10, nullPercent),
                columns.column(DataType.decimal(15, 4), rowCount, 100_000, nullPercent),
                wide);
        sum = compile(call(ScalarFunction.ADD, DataType.decimal(18, 4), column(chunk, 0), column(chunk, 2)));
        product = compile(multiply(column(chunk, 0), column(chunk, 1)));
        wideSum = compile(call(ScalarFunction.ADD, DataType.decimal(38, 2), column(chunk, 3), column(chunk, 3)));
        quotient = compile(call(
                ScalarFunction.DIVIDE,
                DataType.decimal(31, 16),
                column(chunk, 0),
                new Literal(new BigDecimal("7.00"), MONEY)));
        Expression one = new Literal(new BigDecimal("1"), DataType.decimal(1, 0));
        discountedPrice = compile(multiply(
                column(chunk, 0),
                call(ScalarFunction.SUBTRACT, DataType.decimal(16, 2), one, column(chunk, 1))));
    }

    private Expression multiply(Expression left, Expression right) {
        return call(ScalarFunction.MULTIPLY, DataType.decimal(31, 4), left, right);
    }

    @Benchmark
    public Vector addOfDifferentScales() {
        return sum.evaluate(chunk, null);
    }

    @Benchmark
    public Vector multiplyNarrow() {
        return product.evaluate(chunk, null);
    }

    @Benchmark
    public Vector addWide() {
        return wideSum.evaluate(chunk, null);
    }

    @Benchmark
    public Vector divideByConstant() {
        return quotient.evaluate(chunk, null);
    }

    @Benchmark
    public Vector priceTimesOneMinusDiscount() {
        return discountedPrice.evaluate(chunk, null);
    }
}
