// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every function of the plan language has a kernel for some operands.
class KernelBinderTest {
    private static final List<DataType> TYPES = List.of(
            DataType.BIGINT, DataType.DOUBLE, DataType.VARCHAR, DataType.TIMESTAMP, DataType.BOOLEAN, DataType.DATE,
            DataType.INTERVAL_YEAR_MONTH, DataType.INTERVAL_DAY_TIME, DataType.decimal(18, 2));

    /// Tries all combinations of types for up to three operands, and for six the one of MAKE_TIMESTAMP.
    @ParameterizedTest
    @EnumSource(ScalarFunction.class)
    void everyFunctionIsComputed(ScalarFunction function) {
        try (ExpressionTester tester = new ExpressionTester(81)) {
            assertTrue(
                    signatures().anyMatch(signature -> TYPES.stream()
                            .anyMatch(result -> computes(tester, function, signature, result))),
                    () -> function + " is computed for no operands");
        }
    }

    private static Stream<List<DataType>> signatures() {
        List<List<DataType>> all = new ArrayList<>();
        all.add(List.of());
        List<List<DataType>> longest = List.of(List.of());
        for (int count = 1; count <= 3; count++) {
            List<List<DataType>> next = new ArrayList<>();
            for (List<DataType> signature : longest) {
                for (DataType type : TYPES) {
                    List<DataType> longer = new ArrayList<>(signature);
                    longer.add(type);
                    next.add(longer);
                }
            }
            all.addAll(next);
            longest = next;
        }
        DataType number = DataType.BIGINT;
        all.add(List.of(DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE, number));
        all.add(List.of(number, number, number, number, number, DataType.DOUBLE));
        return all.stream();
    }

    private static boolean computes(
            ExpressionTester tester, ScalarFunction function, List<DataType> operands, DataType result) {
        List<TestColumn> columns = operands.stream()
                .map(type -> TestColumn.random(type, 1, 0, tester.random()))
                .toList();
        Expression[] literals = columns.stream()
                .map(column -> column.literals().getFirst())
                .toArray(Expression[]::new);
        try {
            tester.evaluate(ExpressionTester.call(function, result, literals));
            return true;
        } catch (SheafException failure) {
            // Wrong values are as good as right ones: the function was computed.
            return failure.code() != ErrorCode.NOT_SUPPORTED;
        } catch (RuntimeException mismatch) {
            return false;
        }
    }
}
