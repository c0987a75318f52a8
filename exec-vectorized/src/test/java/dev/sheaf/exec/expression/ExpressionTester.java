// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.kernel.EvaluationContext;
import dev.sheaf.exec.kernel.KernelContext;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Compares compiled expressions with a naive evaluation a row at a time, over all forms that vectors and selections
/// have.
final class ExpressionTester implements AutoCloseable {
    static final int[] SIZES = {0, 1, 7, 63, 64, 65, 1000, 2048};
    static final int[] NULL_PERCENTS = {0, 10, 100};
    static final SourcePosition PLACE = SourcePosition.at(3, 14);

    private final EngineMemory memory = new EngineMemory(1L << 30);
    private final MemoryContext queryMemory = memory.context().child("query");
    private final long seed;
    private final Random random;

    /// The naive form of an expression. Gives a literal's value, or null.
    interface Naive {
        Object apply(Object[] row);
    }

    /// What the naive form throws where the real one is to raise an error.
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ErrorCode code;

        Failure(ErrorCode code) {
            super(code.name(), null, false, false);
            this.code = code;
        }
    }

    private enum Form {
        FLAT,
        DICTIONARY,
        ROWS_OF_ANOTHER
    }

    ExpressionTester(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    EvaluationContext context() {
        return context(ZoneOffset.UTC);
    }

    EvaluationContext context(ZoneId zone) {
        Random source = new Random(seed);
        return new EvaluationContext(Chunk.DEFAULT_ROWS, queryMemory, zone, source::nextLong, 0);
    }

    static Call call(ScalarFunction function, DataType type, Expression... operands) {
        return new Call(function, List.of(operands), type, true, PLACE);
    }

    static Cast cast(Expression operand, DataType type) {
        return new Cast(operand, type, true, false, PLACE);
    }

    static Cast tryCast(Expression operand, DataType type) {
        return new Cast(operand, type, true, true, PLACE);
    }

    static Expression column(int index, DataType type) {
        return new Expression.ColumnReference(index, type, true);
    }

    /// A strict function: null when an operand is.
    static Naive strict(Naive naive) {
        return row -> {
            for (Object value : row) {
                if (value == null) {
                    return null;
                }
            }
            return naive.apply(row);
        };
    }

    /// The value of an expression without columns.
    Object evaluate(Expression expression) {
        return evaluate(expression, context());
    }

    Object evaluate(Expression expression, EvaluationContext context) {
        try (Evaluator evaluator = ExpressionCompiler.compile(expression, context)) {
            Vector result = evaluator.evaluate(new Chunk(Schema.EMPTY).start(1), null);
            return Literals.literal(result.flatten(1), 0, expression.type()).value();
        }
    }

    /// Checks a function of columns, and with each operand in turn as a constant, for random data of all sizes and null
    /// shares.
    void check(ScalarFunction function, DataType result, Naive naive, DataType... operands) {
        check(columns -> call(function, result, columns), naive, operands);
    }

    /// Makes an expression over operands, which are columns or literals.
    interface Maker {
        Expression make(Expression[] operands);
    }

    void check(Maker maker, Naive naive, DataType... types) {
        for (int size : SIZES) {
            for (int nullPercent : size > 65 ? new int[] {10} : NULL_PERCENTS) {
                List<TestColumn> columns = new ArrayList<>();
                for (DataType type : types) {
                    columns.add(TestColumn.random(type, size, nullPercent, random));
                }
                checkColumns(maker, naive, columns);
            }
        }
    }

    /// Checks the expression over these columns, and with each of them replaced by one of its values.
    void checkColumns(Maker maker, Naive naive, List<TestColumn> columns) {
        Expression[] references = new Expression[columns.size()];
        for (int i = 0; i < references.length; i++) {
            references[i] = column(i, columns.get(i).type());
        }
        run(maker.make(references), naive, columns);
        int size = columns.getFirst().size();
        for (int i = 0; i < references.length && size > 0; i++) {
            Object value = columns.get(i).values().get(random.nextInt(size));
            Expression[] operands = references.clone();
            operands[i] = new Literal(value, columns.get(i).type());
            int constant = i;
            run(maker.make(operands), row -> {
                Object[] changed = row.clone();
                changed[constant] = value;
                return naive.apply(changed);
            }, columns);
        }
    }

    private void run(Expression expression, Naive naive, List<TestColumn> columns) {
        int rowCount = columns.getFirst().size();
        Object[] expected = new Object[rowCount];
        for (int row = 0; row < rowCount; row++) {
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns.get(i).values().get(row);
            }
            try {
                expected[row] = naive.apply(values);
            } catch (Failure failure) {
                expected[row] = failure;
            }
        }
        List<Field> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(new Field("c", column.type(), true)));
        try (KernelContext heaps = new KernelContext(context());
                Evaluator evaluator = ExpressionCompiler.compile(expression, context())) {
            for (Form form : Form.values()) {
                Chunk chunk = new Chunk(new Schema(fields)).start(rowCount);
                for (int i = 0; i < columns.size(); i++) {
                    chunk.set(i, vector(columns.get(i), form, heaps));
                }
                compare(expression, evaluator, chunk, null, expected);
                compare(expression, evaluator, chunk, withoutFailures(expected, 100), expected);
                if (rowCount <= 65 || form == Form.FLAT) {
                    compare(expression, evaluator, chunk, withoutFailures(expected, 30), expected);
                    compare(expression, evaluator, chunk, withoutFailures(expected, 0), expected);
                }
            }
        }
    }

    private Selection withoutFailures(Object[] expected, int percent) {
        Selection selection = new Selection(expected.length);
        long[] bits = selection.start(expected.length);
        for (int row = 0; row < expected.length; row++) {
            if (!(expected[row] instanceof Failure) && random.nextInt(100) < percent) {
                bits[row >> 6] |= 1L << row;
            }
        }
        return selection.complete();
    }

    private void compare(
            Expression expression, Evaluator evaluator, Chunk chunk, Selection active, Object[] expected) {
        boolean[] counts = new boolean[expected.length];
        Map<ErrorCode, Integer> failures = new HashMap<>();
        for (int row = 0; row < expected.length; row++) {
            counts[row] = active == null || active.contains(row);
            if (counts[row] && expected[row] instanceof Failure failure) {
                failures.put(failure.code, row);
            }
        }
        Vector result;
        try {
            result = evaluator.evaluate(chunk, active);
        } catch (SheafException raised) {
            if (!failures.containsKey(raised.code())) {
                throw new AssertionError("unexpected error of " + expression + ", seed " + seed, raised);
            }
            return;
        }
        if (!failures.isEmpty()) {
            fail("no error of " + expression + ", expected one of " + failures + ", seed " + seed);
        }
        FlatVector flat = result.flatten(expected.length);
        for (int row = 0; row < expected.length; row++) {
            if (!counts[row]) {
                continue;
            }
            Object actual = Literals.literal(flat, row, expression.type()).value();
            if (!same(expected[row], actual)) {
                StringBuilder operands = new StringBuilder();
                for (int i = 0; i < chunk.columnCount(); i++) {
                    FlatVector operand = chunk.flat(i);
                    operands.append(" #").append(i).append('=');
                    operands.append(Literals.literal(operand, row, operand.type()).value());
                }
                assertEquals(expected[row], actual, expression + " at row " + row + " of " + expected.length + ","
                        + operands + ", active " + (active == null ? "all" : active.count()) + ", seed " + seed);
            }
        }
    }

    private static boolean same(Object expected, Object actual) {
        if (expected instanceof Double left && actual instanceof Double right) {
            return left.doubleValue() == right.doubleValue() || left.isNaN() && right.isNaN();
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private Vector vector(TestColumn column, Form form, KernelContext heaps) {
        if (column.size() > 0 && column.values().stream().distinct().count() == 1 && random.nextBoolean()) {
            return new ConstantVector(Literals.vector(column.literals().subList(0, 1), column.type(), heaps.newHeap()));
        }
        if (form == Form.FLAT || column.size() == 0) {
            return Literals.vector(column.literals(), column.type(), heaps.newHeap());
        }
        List<Literal> base = new ArrayList<>();
        int[] codes = new int[column.size()];
        long[] validity = null;
        if (form == Form.ROWS_OF_ANOTHER) {
            for (int row = 0; row < codes.length; row++) {
                codes[row] = codes.length - 1 - row;
            }
            base.addAll(column.literals().reversed());
        } else {
            Map<Object, Integer> places = new HashMap<>();
            validity = new long[(codes.length + 63) / 64];
            List<Literal> literals = column.literals();
            for (int row = 0; row < codes.length; row++) {
                Literal literal = literals.get(row);
                if (literal.isNull()) {
                    continue;
                }
                validity[row >> 6] |= 1L << row;
                codes[row] = places.computeIfAbsent(literal.value(), _ -> {
                    base.add(literal);
                    return base.size() - 1;
                });
            }
            if (base.isEmpty()) {
                base.add(Literal.ofNull(column.type()));
            }
        }
        DictionaryVector vector = new DictionaryVector(column.type());
        vector.reset(
                Literals.vector(base, column.type(), heaps.newHeap()), codes, validity, form == Form.DICTIONARY);
        return vector;
    }

    @Override
    public void close() {
        queryMemory.close();
        memory.close();
    }
}
