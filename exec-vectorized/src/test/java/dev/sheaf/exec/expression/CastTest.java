// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.exec.expression.ExpressionTester.cast;
import static dev.sheaf.exec.expression.ExpressionTester.strict;
import static dev.sheaf.exec.expression.ExpressionTester.tryCast;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.exec.expression.ExpressionTester.Failure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Casts between all numeric types against BigDecimal.
class CastTest {
    private static final List<DataType> NUMBERS = List.of(
            DataType.TINYINT, DataType.SMALLINT, DataType.INTEGER, DataType.BIGINT, DataType.REAL, DataType.DOUBLE,
            DataType.decimal(5, 0), DataType.decimal(15, 2), DataType.decimal(18, 18), DataType.decimal(38, 0),
            DataType.decimal(38, 20));

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (DataType from : NUMBERS) {
            for (DataType to : NUMBERS) {
                if (!from.equals(to)) {
                    pairs.add(Arguments.of(from, to));
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void numbersBecomeTheNearestOrFail(DataType from, DataType to) {
        try (ExpressionTester tester = new ExpressionTester(from.hashCode() * 31L + to.hashCode())) {
            tester.check(operands -> cast(operands[0], to), strict(row -> convert(row[0], to)), from);
            tester.check(operands -> tryCast(operands[0], to), strict(row -> {
                try {
                    return convert(row[0], to);
                } catch (Failure failure) {
                    return null;
                }
            }), from);
        }
    }

    @Test
    void booleansAreZeroAndOne() {
        try (ExpressionTester tester = new ExpressionTester(5)) {
            for (DataType type : NUMBERS.subList(0, 4)) {
                tester.check(operands -> cast(operands[0], DataType.BOOLEAN), strict(row -> (Long) row[0] != 0), type);
                tester.check(
                        operands -> cast(operands[0], type), strict(row -> (Boolean) row[0] ? 1L : 0L),
                        DataType.BOOLEAN);
            }
        }
    }

    private static Object convert(Object value, DataType to) {
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            if (to instanceof FloatingType) {
                return number;
            }
            throw new Failure(ErrorCode.NUMERIC_OUT_OF_RANGE);
        }
        BigDecimal exact = switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case Double number -> new BigDecimal(number);
            default -> (BigDecimal) value;
        };
        return switch (to) {
            case IntegerType integer -> ArithmeticTest.inRange(
                    exact.setScale(0, value instanceof Double ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP)
                            .toBigInteger(),
                    integer);
            case FloatingType floating when floating.bits() == 32 -> {
                float real = exact.floatValue();
                if (Float.isInfinite(real)) {
                    throw new Failure(ErrorCode.NUMERIC_OUT_OF_RANGE);
                }
                yield (double) real;
            }
            case FloatingType _ -> exact.doubleValue();
            case DecimalType decimal -> ArithmeticTest.fit(
                    exact.setScale(decimal.scale(), RoundingMode.HALF_UP), decimal.precision());
            default -> throw new IllegalArgumentException(to.sqlName());
        };
    }
}
