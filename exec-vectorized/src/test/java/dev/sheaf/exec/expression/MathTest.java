// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.core.type.DataType.BIGINT;
import static dev.sheaf.core.type.DataType.BOOLEAN;
import static dev.sheaf.core.type.DataType.DOUBLE;
import static dev.sheaf.core.type.DataType.INTEGER;
import static dev.sheaf.core.type.DataType.VARCHAR;
import static dev.sheaf.exec.expression.ExpressionTester.call;
import static dev.sheaf.exec.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.hash.ValueHash;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DoubleVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Functions of numbers against java.lang.Math and BigInteger, and those of all types.
class MathTest {
    private final ExpressionTester tester = new ExpressionTester(71);

    @AfterEach
    void memoryIsGivenBack() {
        tester.close();
    }

    @Test
    void functionsOfOneDouble() {
        Map<ScalarFunction, DoubleUnaryOperator> functions = Map.ofEntries(
                Map.entry(ScalarFunction.SQRT, Math::sqrt), Map.entry(ScalarFunction.CBRT, Math::cbrt),
                Map.entry(ScalarFunction.EXP, Math::exp), Map.entry(ScalarFunction.LN, Math::log),
                Map.entry(ScalarFunction.LOG10, Math::log10), Map.entry(ScalarFunction.SIN, Math::sin),
                Map.entry(ScalarFunction.COS, Math::cos), Map.entry(ScalarFunction.TAN, Math::tan),
                Map.entry(ScalarFunction.COT, x -> 1 / Math.tan(x)), Map.entry(ScalarFunction.ASIN, Math::asin),
                Map.entry(ScalarFunction.ACOS, Math::acos), Map.entry(ScalarFunction.ATAN, Math::atan),
                Map.entry(ScalarFunction.SINH, Math::sinh), Map.entry(ScalarFunction.COSH, Math::cosh),
                Map.entry(ScalarFunction.TANH, Math::tanh), Map.entry(ScalarFunction.DEGREES, Math::toDegrees),
                Map.entry(ScalarFunction.RADIANS, Math::toRadians));
        functions.forEach((function, naive) -> {
            ExpressionTester.Naive close = strict(row -> naive.applyAsDouble((Double) row[0]));
            tester.check(operands -> rounded(call(function, DOUBLE, operands)), row -> rounded(close.apply(row)),
                    DOUBLE);
        });
        assertEquals(3.0, value(ScalarFunction.LOG2, DOUBLE, Literal.of(8.0)));
        assertEquals(1023.0, value(ScalarFunction.LOG2, DOUBLE, Literal.of(0x1p1023)));
        assertEquals(Math.PI, value(ScalarFunction.PI, DOUBLE));
    }

    /// Interpreter and compiler may differ in the last bit: REAL has none of those.
    private static Expression rounded(Expression expression) {
        return call(ScalarFunction.MULTIPLY, DataType.REAL, expression, Literal.of(0x1p-200));
    }

    private static Object rounded(Object value) {
        return value == null ? null : (double) (float) ((Double) value * 0x1p-200);
    }

    @Test
    void functionsOfSeveralDoubles() {
        tester.check(
                operands -> rounded(call(ScalarFunction.POWER, DOUBLE, operands)),
                strict(row -> rounded(Math.pow((Double) row[0], (Double) row[1]))), DOUBLE, DOUBLE);
        tester.check(
                operands -> rounded(call(ScalarFunction.ATAN2, DOUBLE, operands)),
                strict(row -> rounded(Math.atan2((Double) row[0], (Double) row[1]))), DOUBLE, DOUBLE);
        assertEquals(3.0, value(ScalarFunction.LOG, DOUBLE, Literal.of(2.0), Literal.of(8.0)));
        assertEquals(
                3L,
                value(
                        ScalarFunction.WIDTH_BUCKET, BIGINT, Literal.of(5.35), Literal.of(0.024), Literal.of(10.06),
                        Literal.of(5)));
        assertEquals(
                0L,
                value(
                        ScalarFunction.WIDTH_BUCKET, BIGINT, Literal.of(11.0), Literal.of(10.0), Literal.of(0.0),
                        Literal.of(5)));
        assertEquals(
                6L,
                value(
                        ScalarFunction.WIDTH_BUCKET, BIGINT, Literal.of(10.0), Literal.of(0.0), Literal.of(10.0),
                        Literal.of(5)));
        tester.check(ScalarFunction.IS_NAN, BOOLEAN, strict(row -> ((Double) row[0]).isNaN()), DOUBLE);
        tester.check(ScalarFunction.IS_FINITE, BOOLEAN, strict(row -> Double.isFinite((Double) row[0])), DOUBLE);
        tester.check(ScalarFunction.IS_INFINITE, BOOLEAN, strict(row -> ((Double) row[0]).isInfinite()), DOUBLE);
    }

    @Test
    void functionsOfIntegers() {
        IntegerType type = (IntegerType) BIGINT;
        tester.check(
                ScalarFunction.GCD, BIGINT,
                strict(row -> ArithmeticTest.inRange(big(row[0]).gcd(big(row[1])), type)), BIGINT, BIGINT);
        tester.check(
                ScalarFunction.LCM, BIGINT,
                strict(row -> {
                    BigInteger divisor = big(row[0]).gcd(big(row[1]));
                    return divisor.signum() == 0 ? (Object) 0L
                            : ArithmeticTest.inRange(
                                    big(row[0]).multiply(big(row[1])).abs().divide(divisor), type);
                }), BIGINT, BIGINT);
        assertEquals(
                new BigDecimal("8683317618811886495518194401280000000"),
                value(ScalarFunction.FACTORIAL, DataType.decimal(38, 0), Literal.of(33)));
        fails(ErrorCode.NUMERIC_OUT_OF_RANGE, ScalarFunction.FACTORIAL, DataType.decimal(38, 0), Literal.of(34));
        fails(ErrorCode.NUMERIC_OUT_OF_RANGE, ScalarFunction.FACTORIAL, DataType.decimal(38, 0), Literal.of(-1));
        tester.check(ScalarFunction.BIT_AND, INTEGER, strict(row -> (Long) row[0] & (Long) row[1]), INTEGER, INTEGER);
        tester.check(ScalarFunction.BIT_OR, BIGINT, strict(row -> (Long) row[0] | (Long) row[1]), BIGINT, BIGINT);
        tester.check(ScalarFunction.BIT_XOR, BIGINT, strict(row -> (Long) row[0] ^ (Long) row[1]), BIGINT, BIGINT);
        tester.check(ScalarFunction.BIT_NOT, INTEGER, strict(row -> ~(Long) row[0]), INTEGER);
        tester.check(
                ScalarFunction.SHIFT_LEFT, INTEGER,
                strict(row -> (long) ((int) (long) (Long) row[0] << (Long) row[1])), INTEGER, INTEGER);
        tester.check(
                ScalarFunction.SHIFT_RIGHT, BIGINT, strict(row -> (Long) row[0] >> (Long) row[1]), BIGINT, BIGINT);
        tester.check(
                ScalarFunction.BIT_COUNT, BIGINT, strict(row -> (long) Integer.bitCount((int) (long) (Long) row[0])),
                INTEGER);
    }

    private static BigInteger big(Object value) {
        return BigInteger.valueOf((Long) value);
    }

    @Test
    void extremes() {
        for (DataType type : new DataType[] {
            BOOLEAN, INTEGER, BIGINT, DOUBLE, DataType.decimal(38, 4), VARCHAR, DataType.TIMESTAMP
        }) {
            tester.check(
                    ScalarFunction.GREATEST, type,
                    row -> Arrays.stream(row).filter(Objects::nonNull).max(ComparisonTest::compare).orElse(null), type,
                    type, type);
            tester.check(
                    ScalarFunction.LEAST, type,
                    row -> Arrays.stream(row).filter(Objects::nonNull).min(ComparisonTest::compare).orElse(null), type,
                    type);
        }
    }

    @Test
    void hashesAreThePlans() {
        tester.check(
                ScalarFunction.HASH, BIGINT,
                row -> ValueHash.combine(
                        row[0] == null ? ValueHash.NULL : ValueHash.ofLong((Long) row[0]),
                        row[1] == null ? ValueHash.NULL : ValueHash.ofDouble((Double) row[1])),
                BIGINT, DOUBLE);
        tester.check(
                operands -> call(ScalarFunction.HASH, BIGINT, operands[0]),
                row -> row[0] == null ? ValueHash.NULL
                        : tester.evaluate(call(ScalarFunction.HASH, BIGINT, Literal.of((String) row[0]))),
                VARCHAR);
    }

    @Test
    void randomNumbersDifferByRowAndAreNotFolded() {
        Expression random = call(ScalarFunction.RANDOM, DOUBLE);
        try (Evaluator evaluator = ExpressionCompiler.compile(random, tester.context())) {
            Chunk chunk = new Chunk(Schema.EMPTY).start(3);
            double[] values = ((DoubleVector) evaluator.evaluate(chunk, null)).values().clone();
            assertNotEquals(values[0], values[1]);
            assertTrue(values[2] >= 0 && values[2] < 1);
            assertNotEquals(values[0], ((DoubleVector) evaluator.evaluate(chunk, null)).values()[0]);
        }
        assertTrue(new ConstantFolder(tester.context()).evaluate(random).isEmpty());
    }

    @Test
    void raises() {
        fails(ErrorCode.CARDINALITY_VIOLATION, ScalarFunction.RAISE, BIGINT, Literal.of("more than one row"));
        fails(
                ErrorCode.INVALID_PARAMETER, ScalarFunction.RAISE, BIGINT, Literal.of("wrong"),
                Literal.of("INVALID_PARAMETER"));
    }

    private Object value(ScalarFunction function, DataType type, Expression... operands) {
        return tester.evaluate(call(function, type, operands));
    }

    private void fails(ErrorCode code, ScalarFunction function, DataType type, Expression... operands) {
        Expression expression = call(function, type, operands);
        assertEquals(code, assertThrows(SheafException.class, () -> tester.evaluate(expression)).code());
    }
}
