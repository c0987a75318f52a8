// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.exec.expression.ExpressionTester.call;
import static dev.sheaf.exec.expression.ExpressionTester.strict;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All comparisons of all types against Java's own.
class ComparisonTest {
    static Stream<DataType> types() {
        return Stream.of(
                DataType.BOOLEAN, DataType.TINYINT, DataType.INTEGER, DataType.BIGINT, DataType.REAL, DataType.DOUBLE,
                DataType.decimal(15, 2), DataType.decimal(38, 10), DataType.VARCHAR, DataType.VARBINARY, DataType.DATE,
                DataType.TIMESTAMP);
    }

    @ParameterizedTest
    @MethodSource("types")
    void comparesLikeJava(DataType type) {
        try (ExpressionTester tester = new ExpressionTester(type.hashCode())) {
            for (ScalarFunction function : List.of(
                    ScalarFunction.EQUAL, ScalarFunction.NOT_EQUAL, ScalarFunction.LESS_THAN,
                    ScalarFunction.LESS_THAN_OR_EQUAL, ScalarFunction.GREATER_THAN,
                    ScalarFunction.GREATER_THAN_OR_EQUAL)) {
                tester.check(
                        function, DataType.BOOLEAN,
                        strict(row -> holds(function, compare(row[0], row[1]))), type, type);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void distinctFromTreatsNullsAsEqual(DataType type) {
        try (ExpressionTester tester = new ExpressionTester(type.hashCode() + 1)) {
            tester.check(
                    columns -> call(ScalarFunction.IS_DISTINCT_FROM, DataType.BOOLEAN, columns),
                    row -> !same(row[0], row[1]), type, type);
            tester.check(
                    columns -> call(ScalarFunction.IS_NOT_DISTINCT_FROM, DataType.BOOLEAN, columns),
                    row -> same(row[0], row[1]), type, type);
        }
    }

    private static boolean same(Object left, Object right) {
        return left == null || right == null ? Objects.equals(left, right) : compare(left, right) == 0;
    }

    private static boolean holds(ScalarFunction function, int order) {
        return switch (function) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS_THAN -> order < 0;
            case LESS_THAN_OR_EQUAL -> order <= 0;
            case GREATER_THAN -> order > 0;
            default -> order >= 0;
        };
    }

    static int compare(Object left, Object right) {
        return switch (left) {
            case Boolean value -> value.compareTo((Boolean) right);
            case Long value -> value.compareTo((Long) right);
            // Adding 0.0 makes both zeros one.
            case Double value -> Double.compare(value + 0.0, (Double) right + 0.0);
            case BigDecimal value -> value.compareTo((BigDecimal) right);
            case String value -> Arrays.compareUnsigned(
                    value.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
            case ByteString value -> Arrays.compareUnsigned(
                    value.toByteArray(), ((ByteString) right).toByteArray());
            default -> throw new IllegalArgumentException(left.getClass().getName());
        };
    }
}
