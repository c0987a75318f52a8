// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowFrame.Bound;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.task.TaskHarness;
import dev.sheaf.testkit.data.RandomRows;
import dev.sheaf.testkit.data.RowSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSinkTest {
    private static final int ID = 0;
    private static final int GROUP = 1;
    private static final int KEY = 2;
    private static final int NUMBER = 3;
    private static final int WIDE = 4;
    private static final int TEXT = 5;
    private static final int FLAG = 6;
    private static final int SMALL = 7;
    private static final int RANGE = 8;
    private static final int COMMA = 9;

    private static Schema schema(DataType key, DataType range) {
        return Schema.of(
                new Field("id", DataType.BIGINT, false),
                new Field("group", DataType.INTEGER, true),
                new Field("key", key, true),
                new Field("number", DataType.BIGINT, true),
                new Field("wide", DataType.decimal(30, 4), true),
                new Field("text", DataType.VARCHAR, true),
                new Field("flag", DataType.BOOLEAN, true),
                new Field("small", DataType.BIGINT, false),
                new Field("range", range, false),
                new Field("comma", DataType.VARCHAR, false));
    }

    private static RowSet rows(Schema schema, long seed, int count, int groups) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomRows generator = new RandomRows(seed);
        List<List<Object>> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            rows.add(Arrays.asList(
                    i,
                    random.nextInt(8) == 0 ? null : (long) random.nextInt(groups),
                    random.nextInt(6) == 0 ? null : number(schema.type(KEY), random.nextInt(-6, 12)),
                    random.nextInt(5) == 0 ? null : random.nextInt(20) == 0 ? Long.MAX_VALUE
                            : random.nextInt(100) - 50L,
                    random.nextInt(5) == 0 ? null : generator.value(schema.type(WIDE)),
                    random.nextInt(5) == 0 ? null : generator.value(DataType.VARCHAR),
                    random.nextInt(5) == 0 ? null : (Object) random.nextBoolean(),
                    (long) random.nextInt(4),
                    number(schema.type(RANGE), random.nextInt(4)),
                    ","));
        }
        return new RowSet(schema, rows);
    }

    private static Object number(DataType type, int value) {
        return switch (type.physical()) {
            case INT, LONG -> (long) value;
            case DOUBLE -> (double) value;
            case DECIMAL -> BigDecimal.valueOf(value).setScale(((DataType.DecimalType) type).scale());
            case STRING -> "key " + value;
            case BOOLEAN -> value % 2 == 0;
        };
    }

    private static AggregateCall aggregate(AggregateFunction function, DataType type, boolean filtered,
            int... columns) {
        return new AggregateCall(
                function,
                Arrays.stream(columns).boxed().toList(),
                false,
                filtered ? OptionalInt.of(FLAG) : OptionalInt.empty(),
                List.of(),
                type);
    }

    private static List<AggregateCall> aggregates(boolean filtered) {
        DataType sum = DataType.decimal(38, 0);
        AggregateCall distinct = new AggregateCall(
                AggregateFunction.COUNT, List.of(NUMBER), true, OptionalInt.empty(), List.of(), DataType.BIGINT);
        return List.of(
                aggregate(AggregateFunction.COUNT_STAR, DataType.BIGINT, filtered),
                aggregate(AggregateFunction.COUNT, DataType.BIGINT, filtered, TEXT),
                aggregate(AggregateFunction.SUM, sum, filtered, NUMBER),
                aggregate(AggregateFunction.SUM, DataType.decimal(38, 4), filtered, WIDE),
                aggregate(AggregateFunction.MIN, DataType.VARCHAR, filtered, TEXT),
                aggregate(AggregateFunction.MAX, DataType.decimal(30, 4), filtered, WIDE),
                aggregate(AggregateFunction.MAX, DataType.BIGINT, filtered, NUMBER),
                aggregate(AggregateFunction.BOOL_OR, DataType.BOOLEAN, filtered, FLAG),
                aggregate(AggregateFunction.BIT_XOR, DataType.BIGINT, filtered, NUMBER),
                distinct);
    }

    private static void check(WindowNode node, RowSet rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int chunkRows = new int[] {1, 7, 1024}[random.nextInt(3)];
        try (TaskHarness harness = new TaskHarness(seed, TaskHarness.settings(1 + random.nextInt(3), chunkRows, 50))) {
            harness.connector.add("t", rows);
            harness.startRoot(node, Map.of(1, harness.connector.splits("t", 40)), Map.of());
            Comparator<List<Object>> byId = Comparator.comparing(row -> (Long) row.get(ID));
            List<List<Object>> expected = new NaiveWindow(node).compute(rows.rows());
            expected.sort(byId);
            List<List<Object>> result = harness.run();
            result.sort(byId);
            assertEquals(expected.size(), result.size());
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), result.get(i), "seed " + seed + " " + node.calls());
            }
        }
    }

    private static WindowNode node(
            RowSet rows, long seed, boolean partitioned, List<SortKey> order, List<WindowCall> calls) {
        List<Field> fields = new ArrayList<>(rows.schema().fields());
        calls.forEach(call -> fields.add(new Field("call", call.type(), true)));
        try (TaskHarness scans = new TaskHarness(seed, TaskHarness.settings(1, 1, 1))) {
            return new WindowNode(
                    2,
                    scans.connector.add("t", rows).scan(1, "t"),
                    partitioned ? List.of(GROUP) : List.of(),
                    order,
                    calls,
                    new Schema(fields));
        }
    }

    private static WindowFrame randomFrame(SplittableRandom random, WindowFrame.Unit unit, int offset) {
        Bound[] starts = {
            Bound.UNBOUNDED_PRECEDING,
            new Bound(Bound.Kind.PRECEDING, OptionalInt.of(offset)),
            Bound.CURRENT_ROW,
            new Bound(Bound.Kind.FOLLOWING, OptionalInt.of(offset))
        };
        Bound[] ends = {
            Bound.UNBOUNDED_FOLLOWING,
            new Bound(Bound.Kind.FOLLOWING, OptionalInt.of(offset)),
            Bound.CURRENT_ROW,
            new Bound(Bound.Kind.PRECEDING, OptionalInt.of(offset))
        };
        WindowFrame.Exclusion[] exclusions = WindowFrame.Exclusion.values();
        return new WindowFrame(
                unit,
                starts[random.nextInt(4)],
                ends[random.nextInt(4)],
                exclusions[random.nextInt(2) * random.nextInt(exclusions.length)]);
    }

    private static List<WindowCall> valueCalls(WindowFrame frame, boolean ignoreNulls) {
        return List.of(
                new WindowCall.Ranking(
                        WindowFunction.FIRST_VALUE, List.of(TEXT), ignoreNulls, frame, DataType.VARCHAR),
                new WindowCall.Ranking(
                        WindowFunction.LAST_VALUE, List.of(NUMBER), ignoreNulls, frame, DataType.BIGINT));
    }

    private static SortKey byId() {
        return new SortKey(ID, false, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 40, 130})
    void rankings(int count) {
        for (int seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RowSet rows = rows(schema(DataType.INTEGER, DataType.INTEGER), seed, count, 1 + random.nextInt(20));
            List<WindowCall> calls = new ArrayList<>();
            for (WindowFunction function : List.of(
                    WindowFunction.RANK, WindowFunction.DENSE_RANK, WindowFunction.PERCENT_RANK,
                    WindowFunction.CUME_DIST)) {
                boolean whole = function == WindowFunction.RANK || function == WindowFunction.DENSE_RANK;
                calls.add(new WindowCall.Ranking(
                        function, List.of(), false, WindowFrame.DEFAULT, whole ? DataType.BIGINT : DataType.DOUBLE));
            }
            SortKey key = new SortKey(KEY, random.nextBoolean(), random.nextBoolean());
            check(node(rows, seed, random.nextInt(3) > 0, List.of(key), calls), rows, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void placesInATotalOrder(boolean ignoreNulls) {
        for (int seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RowSet rows = rows(schema(DataType.DOUBLE, DataType.INTEGER), seed, 80, 1 + random.nextInt(9));
            WindowFrame frame = WindowFrame.DEFAULT;
            List<WindowCall> calls = List.of(
                    new WindowCall.Ranking(WindowFunction.ROW_NUMBER, List.of(), false, frame, DataType.BIGINT),
                    new WindowCall.Ranking(WindowFunction.LAG, List.of(TEXT), ignoreNulls, frame, DataType.VARCHAR),
                    new WindowCall.Ranking(
                            WindowFunction.LEAD, List.of(NUMBER, SMALL, ID), ignoreNulls, frame, DataType.BIGINT),
                    new WindowCall.Ranking(
                            WindowFunction.LAG, List.of(TEXT, NUMBER, COMMA), ignoreNulls, frame, DataType.VARCHAR));
            List<SortKey> order = List.of(new SortKey(KEY, random.nextBoolean(), random.nextBoolean()), byId());
            check(node(rows, seed, random.nextInt(3) > 0, order, calls), rows, seed);
        }
    }

    @Test
    void tiles() {
        for (int seed = 0; seed < 6; seed++) {
            RowSet plain = rows(schema(DataType.INTEGER, DataType.INTEGER), seed, 50, 3);
            List<List<Object>> values = new ArrayList<>();
            for (List<Object> row : plain.rows()) {
                List<Object> changed = new ArrayList<>(row);
                changed.set(SMALL, (Long) row.get(SMALL) + 1 + (seed % 2 == 0 ? 0 : 20));
                values.add(changed);
            }
            RowSet rows = new RowSet(plain.schema(), values);
            WindowCall call = new WindowCall.Ranking(
                    WindowFunction.NTILE, List.of(SMALL), false, WindowFrame.DEFAULT, DataType.BIGINT);
            check(node(rows, seed, true, List.of(byId()), List.of(call)), rows, seed);
        }
    }

    @ParameterizedTest
    @EnumSource(WindowFrame.Unit.class)
    void framesOfEveryKind(WindowFrame.Unit unit) {
        DataType[][] keys = {
            {DataType.INTEGER, DataType.INTEGER},
            {DataType.BIGINT, DataType.BIGINT},
            {DataType.DOUBLE, DataType.DOUBLE},
            {DataType.decimal(10, 2), DataType.decimal(6, 2)},
            {DataType.DATE, DataType.INTEGER}
        };
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DataType[] types = keys[random.nextInt(keys.length)];
            RowSet rows = rows(schema(types[0], types[1]), seed, random.nextInt(90), 1 + random.nextInt(6));
            WindowFrame frame = randomFrame(random, unit, unit == WindowFrame.Unit.RANGE ? RANGE : SMALL);
            List<WindowCall> calls = new ArrayList<>();
            aggregates(random.nextInt(3) == 0).forEach(call -> calls.add(new WindowCall.Aggregate(call, frame)));
            SortKey key = new SortKey(KEY, random.nextBoolean(), random.nextBoolean());
            boolean total = unit == WindowFrame.Unit.ROWS;
            if (total) {
                calls.addAll(valueCalls(frame, random.nextBoolean()));
                calls.add(new WindowCall.Aggregate(
                        aggregate(AggregateFunction.STRING_AGG, DataType.VARCHAR, false, TEXT, COMMA), frame));
            }
            List<SortKey> order = total ? List.of(key, byId()) : List.of(key);
            check(node(rows, seed, random.nextInt(3) > 0, order, calls), rows, seed);
        }
    }

    @Test
    void slidingFramesOverManyRowsUseTheTree() {
        RowSet rows = rows(schema(DataType.INTEGER, DataType.INTEGER), 3, 700, 1);
        List<List<Object>> values = new ArrayList<>();
        for (List<Object> row : rows.rows()) {
            List<Object> changed = new ArrayList<>(row);
            changed.set(SMALL, (Long) row.get(SMALL) * 90);
            values.add(changed);
        }
        RowSet wider = new RowSet(rows.schema(), values);
        WindowFrame frame = new WindowFrame(
                WindowFrame.Unit.ROWS,
                new Bound(Bound.Kind.PRECEDING, OptionalInt.of(SMALL)),
                new Bound(Bound.Kind.FOLLOWING, OptionalInt.of(SMALL)),
                WindowFrame.Exclusion.CURRENT_ROW);
        List<WindowCall> calls = new ArrayList<>();
        aggregates(true).forEach(call -> calls.add(new WindowCall.Aggregate(call, frame)));
        check(node(wider, 3, false, List.of(byId()), calls), wider, 3);
    }

    @Test
    void badArgumentsAreTypedErrors() {
        RowSet rows = rows(schema(DataType.INTEGER, DataType.INTEGER), 1, 30, 2);
        WindowFrame negative = new WindowFrame(
                WindowFrame.Unit.ROWS,
                new Bound(Bound.Kind.PRECEDING, OptionalInt.of(NUMBER)),
                Bound.CURRENT_ROW,
                WindowFrame.Exclusion.NO_OTHERS);
        List<WindowCall> calls = List.of(
                new WindowCall.Ranking(
                        WindowFunction.NTILE, List.of(SMALL), false, WindowFrame.DEFAULT, DataType.BIGINT),
                new WindowCall.Ranking(
                        WindowFunction.NTH_VALUE, List.of(TEXT, SMALL), false, WindowFrame.DEFAULT, DataType.VARCHAR),
                new WindowCall.Aggregate(
                        aggregate(AggregateFunction.COUNT_STAR, DataType.BIGINT, false), negative));
        for (WindowCall call : calls) {
            SheafException error = assertThrows(
                    SheafException.class, () -> runOnly(node(rows, 1, false, List.of(byId()), List.of(call)), rows));
            assertEquals(ErrorCode.INVALID_PARAMETER, error.code());
        }
    }

    private static void runOnly(WindowNode node, RowSet rows) {
        try (TaskHarness harness = new TaskHarness(1, TaskHarness.settings(2, 7, 50))) {
            harness.connector.add("t", rows);
            harness.startRoot(node, Map.of(1, harness.connector.splits("t", 40)), Map.of());
            try {
                harness.run();
            } finally {
                harness.finish();
            }
        }
    }
}
