// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static dev.sheaf.exec.expression.ExpressionTester.call;
import static dev.sheaf.exec.expression.ExpressionTester.cast;
import static dev.sheaf.exec.expression.ExpressionTester.column;
import static dev.sheaf.exec.expression.ExpressionTester.strict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.Coalesce;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.ExpressionTester.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What decides which rows are evaluated: AND, OR, CASE, COALESCE, and IN-lists and the IS family beside them.
class ConditionTest {
    @Test
    void andAndOrAreThreeValued() {
        try (ExpressionTester tester = new ExpressionTester(21)) {
            for (Logical.Operator operator : Logical.Operator.values()) {
                boolean and = operator == Logical.Operator.AND;
                tester.check(
                        operands -> new Logical(operator, List.of(operands), true),
                        row -> {
                            Boolean result = and;
                            for (Object value : row) {
                                if (value == null) {
                                    result = result != null && result == and ? null : result;
                                } else if ((Boolean) value != and) {
                                    return !and;
                                }
                            }
                            return result;
                        }, DataType.BOOLEAN, DataType.BOOLEAN, DataType.BOOLEAN);
            }
        }
    }

    @Test
    void truthPredicatesAreNeverNull() {
        try (ExpressionTester tester = new ExpressionTester(22)) {
            tester.check(ScalarFunction.NOT, DataType.BOOLEAN, strict(row -> !(Boolean) row[0]), DataType.BOOLEAN);
            check(tester, ScalarFunction.IS_NULL, row -> row[0] == null);
            check(tester, ScalarFunction.IS_NOT_NULL, row -> row[0] != null);
            check(tester, ScalarFunction.IS_TRUE, row -> Boolean.TRUE.equals(row[0]));
            check(tester, ScalarFunction.IS_NOT_TRUE, row -> !Boolean.TRUE.equals(row[0]));
            check(tester, ScalarFunction.IS_FALSE, row -> Boolean.FALSE.equals(row[0]));
            check(tester, ScalarFunction.IS_NOT_FALSE, row -> !Boolean.FALSE.equals(row[0]));
            tester.check(ScalarFunction.IS_NULL, DataType.BOOLEAN, row -> row[0] == null, DataType.VARCHAR);
        }
    }

    private static void check(ExpressionTester tester, ScalarFunction function, ExpressionTester.Naive naive) {
        tester.check(function, DataType.BOOLEAN, naive, DataType.BOOLEAN);
    }

    /// `100 / x` fails for a zero, which each of these forms keeps away from it.
    @Test
    void operandsAreEvaluatedOnlyForRowsThatNeedThem() {
        DataType type = DataType.INTEGER;
        ExpressionTester.Naive guarded = strict(row -> (Long) row[0] == 0 ? (Object) false : 100 / (Long) row[0] > 5);
        try (ExpressionTester tester = new ExpressionTester(23)) {
            tester.check(
                    operands -> new Logical(
                            Logical.Operator.AND, List.of(notZero(operands[0]), large(operands[0])), true),
                    guarded, type);
            tester.check(
                    operands -> new Logical(
                            Logical.Operator.OR,
                            List.of(call(ScalarFunction.NOT, DataType.BOOLEAN, notZero(operands[0])),
                                    large(operands[0])),
                            true),
                    strict(row -> (Long) row[0] == 0 || 100 / (Long) row[0] > 5), type);
            tester.check(
                    operands -> new Case(
                            List.of(notZero(operands[0]), large(operands[0]), Literal.FALSE), DataType.BOOLEAN, true),
                    row -> row[0] != null && (Boolean) guarded.apply(row), type);
            tester.check(
                    operands -> new Logical(
                            Logical.Operator.AND, List.of(large(operands[0]), notZero(operands[0])), true),
                    strict(row -> {
                        if ((Long) row[0] == 0) {
                            throw new Failure(ErrorCode.DIVISION_BY_ZERO);
                        }
                        return 100 / (Long) row[0] > 5;
                    }), type);
        }
    }

    private static Expression notZero(Expression operand) {
        return call(ScalarFunction.NOT_EQUAL, DataType.BOOLEAN, operand, new Literal(0L, DataType.INTEGER));
    }

    private static Expression large(Expression operand) {
        Literal hundred = new Literal(100L, DataType.INTEGER);
        return call(
                ScalarFunction.GREATER_THAN, DataType.BOOLEAN,
                call(ScalarFunction.DIVIDE, DataType.INTEGER, hundred, operand), new Literal(5L, DataType.INTEGER));
    }

    static Stream<DataType> types() {
        return Stream.of(
                DataType.BOOLEAN, DataType.INTEGER, DataType.BIGINT, DataType.DOUBLE, DataType.decimal(15, 2),
                DataType.decimal(38, 2), DataType.VARCHAR);
    }

    @ParameterizedTest
    @MethodSource("types")
    void caseAndCoalesceBlendValues(DataType type) {
        try (ExpressionTester tester = new ExpressionTester(type.hashCode())) {
            tester.check(
                    operands -> new Case(
                            List.of(operands[0], operands[2], operands[1], operands[3], Literal.ofNull(type)), type,
                            true),
                    row -> Boolean.TRUE.equals(row[0]) ? row[2] : Boolean.TRUE.equals(row[1]) ? row[3] : null,
                    DataType.BOOLEAN, DataType.BOOLEAN, type, type);
            tester.check(
                    operands -> new Coalesce(List.of(operands), type, true),
                    row -> row[0] != null ? row[0] : row[1] != null ? row[1] : row[2], type, type, type);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void inListsFindMembers(DataType type) {
        Random random = new Random(type.hashCode());
        try (ExpressionTester tester = new ExpressionTester(type.hashCode())) {
            for (int size : new int[] {1, 3, 40}) {
                for (boolean withNull : new boolean[] {false, true}) {
                    List<Literal> values = new ArrayList<>(TestColumn.random(type, size, 0, random).literals());
                    if (withNull) {
                        values.add(Literal.ofNull(type));
                    }
                    tester.check(
                            operands -> new InList(operands[0], values, true),
                            strict(row -> values.stream()
                                    .anyMatch(value -> !value.isNull()
                                            && ComparisonTest.compare(value.value(), row[0]) == 0)
                                    ? (Object) true : withNull ? null : false),
                            type);
                }
            }
        }
    }

    @Test
    void inListsOfManyDenseAndSparseNumbers() {
        List<Literal> dense = Stream.iterate(-50L, value -> value + 2).limit(40).map(Literal::of).toList();
        List<Literal> sparse = Stream.iterate(3L, value -> value * -7).limit(20).map(Literal::of).toList();
        try (ExpressionTester tester = new ExpressionTester(25)) {
            for (List<Literal> values : List.of(dense, sparse)) {
                tester.check(
                        operands -> new InList(operands[0], values, true),
                        strict(row -> values.contains(Literal.of((Long) row[0]))), DataType.BIGINT);
            }
        }
    }

    @Test
    void predicateSelectsTrueRowsOfThoseInPlay() {
        LongVector numbers = new LongVector(DataType.BIGINT, 130);
        for (int i = 0; i < 130; i++) {
            numbers.values()[i] = i;
        }
        numbers.setNull(77);
        Chunk chunk = new Chunk(Schema.of(new Field("n", DataType.BIGINT, true))).start(130);
        chunk.set(0, numbers);
        Expression reference = column(0, DataType.BIGINT);
        Expression condition = new Logical(
                Logical.Operator.AND,
                List.of(
                        call(ScalarFunction.GREATER_THAN, DataType.BOOLEAN, reference, Literal.of(70)),
                        call(ScalarFunction.LESS_THAN, DataType.BOOLEAN, reference, Literal.of(80))),
                true);
        try (ExpressionTester tester = new ExpressionTester(26);
                PredicateEvaluator predicate = new PredicateEvaluator(condition, tester.context());
                PredicateEvaluator always = new PredicateEvaluator(Literal.TRUE, tester.context())) {
            Selection selected = predicate.select(chunk, null);
            assertEquals(8, selected.count());
            assertEquals(71, selected.rows()[0]);
            Selection evenRows = new Selection(130);
            evenRows.start(130);
            Arrays.fill(evenRows.bits(), 0x5555_5555_5555_5555L);
            assertEquals(4, predicate.select(chunk, evenRows.complete()).count());
            assertEquals(130, always.select(chunk, null).count());
            assertEquals(65, always.select(chunk, evenRows).count());

            Chunk output = new Chunk(chunk.schema());
            FilterPolicy.apply(chunk, predicate.select(chunk, null), output, new int[] {0});
            assertEquals(8, output.rowCount(), "few survivors are moved together");
            assertEquals(71, ((LongVector) output.flat(0)).values()[0]);
            FilterPolicy.apply(chunk, evenRows, output, new int[] {0});
            assertEquals(130, output.rowCount(), "many survivors are marked");
            assertSame(evenRows, output.selection());
        }
    }

    @Test
    void errorsCarryTheirPlace() {
        try (ExpressionTester tester = new ExpressionTester(27)) {
            Expression failing = call(
                    ScalarFunction.DIVIDE, DataType.BIGINT, Literal.of(1), cast(Literal.of(0), DataType.BIGINT));
            SheafException failure = assertThrows(SheafException.class, () -> tester.evaluate(failing));
            assertEquals(ErrorCode.DIVISION_BY_ZERO, failure.code());
            assertEquals(ExpressionTester.PLACE, failure.position());
        }
    }

    @Test
    void foldingGivesValuesAndNeverRaises() {
        try (ExpressionTester tester = new ExpressionTester(28)) {
            ConstantFolder folder = new ConstantFolder(tester.context());
            Expression sum = call(ScalarFunction.ADD, DataType.BIGINT, Literal.of(40), Literal.of(2));
            assertEquals(Literal.of(42), folder.evaluate(sum).orElseThrow());
            Expression failing = call(ScalarFunction.DIVIDE, DataType.BIGINT, Literal.of(1), Literal.of(0));
            assertEquals(true, folder.evaluate(failing).isEmpty());
            assertEquals(true, folder.evaluate(column(0, DataType.BIGINT)).isEmpty());
        }
    }
}
