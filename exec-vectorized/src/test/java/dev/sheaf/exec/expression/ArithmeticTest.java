// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.exec.expression.ExpressionTester.strict;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.exec.expression.ExpressionTester.Failure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The operators against BigInteger, BigDecimal and Java's doubles.
class ArithmeticTest {
    private static final List<ScalarFunction> OPERATORS = List.of(
            ScalarFunction.ADD, ScalarFunction.SUBTRACT, ScalarFunction.MULTIPLY, ScalarFunction.DIVIDE,
            ScalarFunction.MODULUS);

    static Stream<DataType> integers() {
        return Stream.of(DataType.TINYINT, DataType.SMALLINT, DataType.INTEGER, DataType.BIGINT);
    }

    @ParameterizedTest
    @MethodSource("integers")
    void integersAreExactOrOutOfRange(DataType type) {
        try (ExpressionTester tester = new ExpressionTester(type.hashCode())) {
            for (ScalarFunction function : OPERATORS) {
                tester.check(
                        function, type,
                        strict(row -> {
                            BigInteger left = BigInteger.valueOf((Long) row[0]);
                            BigInteger right = BigInteger.valueOf((Long) row[1]);
                            return inRange(integer(function, left, right), (IntegerType) type);
                        }), type, type);
            }
            tester.check(
                    ScalarFunction.NEGATE, type,
                    strict(row -> inRange(BigInteger.valueOf((Long) row[0]).negate(), (IntegerType) type)), type);
            tester.check(
                    ScalarFunction.ABS, type,
                    strict(row -> inRange(BigInteger.valueOf((Long) row[0]).abs(), (IntegerType) type)), type);
            tester.check(ScalarFunction.SIGN, type, strict(row -> (long) Long.signum((Long) row[0])), type);
            tester.check(ScalarFunction.ROUND, type, strict(row -> row[0]), type);
            tester.check(
                    ScalarFunction.ROUND, type,
                    strict(row -> {
                        long digits = (Long) row[1];
                        BigDecimal value = BigDecimal.valueOf((Long) row[0]);
                        return digits >= 0 ? row[0]
                                : inRange(
                                        value.setScale((int) Math.max(digits, -30), RoundingMode.HALF_UP)
                                                .toBigInteger(),
                                        (IntegerType) type);
                    }), type, DataType.TINYINT);
        }
    }

    private static BigInteger integer(ScalarFunction function, BigInteger left, BigInteger right) {
        return switch (function) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            case DIVIDE -> left.divide(notZero(right));
            default -> left.remainder(notZero(right));
        };
    }

    private static BigInteger notZero(BigInteger value) {
        if (value.signum() == 0) {
            throw new Failure(ErrorCode.DIVISION_BY_ZERO);
        }
        return value;
    }

    static Long inRange(BigInteger value, IntegerType type) {
        if (value.compareTo(BigInteger.valueOf(type.minValue())) < 0
                || value.compareTo(BigInteger.valueOf(type.maxValue())) > 0) {
            throw new Failure(ErrorCode.NUMERIC_OUT_OF_RANGE);
        }
        return value.longValueExact();
    }

    @Test
    void doublesFollowIeeeButForZeroDivisors() {
        try (ExpressionTester tester = new ExpressionTester(11)) {
            for (ScalarFunction function : OPERATORS) {
                tester.check(
                        function, DataType.DOUBLE, strict(row -> operate(function, (Double) row[0], (Double) row[1])),
                        DataType.DOUBLE, DataType.DOUBLE);
                tester.check(
                        function, DataType.REAL,
                        strict(row -> (double) (float) (double) operate(function, (Double) row[0], (Double) row[1])),
                        DataType.REAL, DataType.REAL);
            }
            tester.check(ScalarFunction.NEGATE, DataType.DOUBLE, strict(row -> -(Double) row[0]), DataType.DOUBLE);
            tester.check(
                    ScalarFunction.ABS, DataType.DOUBLE, strict(row -> Math.abs((Double) row[0])), DataType.DOUBLE);
            tester.check(
                    ScalarFunction.ROUND, DataType.DOUBLE, strict(row -> round((Double) row[0])), DataType.DOUBLE);
            tester.check(
                    ScalarFunction.CEIL, DataType.DOUBLE, strict(row -> Math.ceil((Double) row[0])), DataType.DOUBLE);
            tester.check(
                    ScalarFunction.FLOOR, DataType.DOUBLE, strict(row -> Math.floor((Double) row[0])),
                    DataType.DOUBLE);
            tester.check(
                    ScalarFunction.TRUNCATE, DataType.DOUBLE,
                    strict(row -> (Double) row[0] < 0 ? Math.ceil((Double) row[0]) : Math.floor((Double) row[0])),
                    DataType.DOUBLE);
        }
    }

    private static Double round(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? value
                : new BigDecimal(value).setScale(0, RoundingMode.HALF_UP).doubleValue();
    }

    private static Double operate(ScalarFunction function, double left, double right) {
        if ((function == ScalarFunction.DIVIDE || function == ScalarFunction.MODULUS) && right == 0) {
            throw new Failure(ErrorCode.DIVISION_BY_ZERO);
        }
        return switch (function) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            default -> left % right;
        };
    }

    static Stream<Arguments> decimals() {
        return Stream.of(
                Arguments.of(15, 2, 15, 2), Arguments.of(15, 2, 4, 3), Arguments.of(1, 0, 15, 2),
                Arguments.of(18, 0, 18, 9), Arguments.of(38, 0, 38, 0), Arguments.of(38, 10, 20, 4),
                Arguments.of(38, 38, 5, 1), Arguments.of(30, 20, 38, 19), Arguments.of(19, 3, 19, 12));
    }

    @ParameterizedTest
    @MethodSource("decimals")
    void decimalsAreExactOrOutOfRange(int precision1, int scale1, int precision2, int scale2) {
        DataType left = DataType.decimal(precision1, scale1);
        DataType right = DataType.decimal(precision2, scale2);
        try (ExpressionTester tester = new ExpressionTester(precision1 * 1000L + scale2)) {
            for (ScalarFunction function : OPERATORS) {
                int scale = switch (function) {
                    case MULTIPLY -> Math.min(38, scale1 + scale2);
                    case DIVIDE -> Math.max(12, Math.max(scale1, scale2));
                    default -> Math.max(scale1, scale2);
                };
                tester.check(
                        function, DataType.decimal(38, scale),
                        strict(row -> fit(decimal(function, (BigDecimal) row[0], (BigDecimal) row[1], scale), 38)),
                        left, right);
            }
            tester.check(ScalarFunction.NEGATE, left, strict(row -> ((BigDecimal) row[0]).negate()), left);
            tester.check(ScalarFunction.ABS, left, strict(row -> ((BigDecimal) row[0]).abs()), left);
            tester.check(
                    ScalarFunction.SIGN, DataType.INTEGER, strict(row -> (long) ((BigDecimal) row[0]).signum()), left);
            checkRounding(tester, left, ScalarFunction.ROUND, RoundingMode.HALF_UP);
            checkRounding(tester, left, ScalarFunction.TRUNCATE, RoundingMode.DOWN);
            checkRounding(tester, left, ScalarFunction.CEIL, RoundingMode.CEILING);
            checkRounding(tester, left, ScalarFunction.FLOOR, RoundingMode.FLOOR);
        }
    }

    private static void checkRounding(
            ExpressionTester tester, DataType type, ScalarFunction function, RoundingMode mode) {
        tester.check(
                function, DataType.decimal(38, 0), strict(row -> ((BigDecimal) row[0]).setScale(0, mode)), type);
        int scale = ((DecimalType) type).scale();
        if (mode == RoundingMode.HALF_UP || mode == RoundingMode.DOWN) {
            tester.check(
                    function, DataType.decimal(38, scale),
                    strict(row -> {
                        int digits = Math.clamp((Long) row[1], -39, scale);
                        return fit(((BigDecimal) row[0]).setScale(digits, mode).setScale(scale), 38);
                    }), type, DataType.TINYINT);
        }
    }

    private static BigDecimal decimal(ScalarFunction function, BigDecimal left, BigDecimal right, int scale) {
        if ((function == ScalarFunction.DIVIDE || function == ScalarFunction.MODULUS) && right.signum() == 0) {
            throw new Failure(ErrorCode.DIVISION_BY_ZERO);
        }
        return switch (function) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right).setScale(scale, RoundingMode.HALF_UP);
            case DIVIDE -> left.divide(right, scale, RoundingMode.HALF_UP);
            default -> left.remainder(right).setScale(scale);
        };
    }

    static BigDecimal fit(BigDecimal value, int precision) {
        if (value.unscaledValue().abs().compareTo(BigInteger.TEN.pow(precision)) >= 0) {
            throw new Failure(ErrorCode.NUMERIC_OUT_OF_RANGE);
        }
        return value;
    }
}
