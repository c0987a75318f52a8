// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.exec.row.RandomChunks;
import dev.sheaf.exec.spill.SpillSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random aggregations over random chunks, in all steps and shapes, against [NaiveAggregate].
class AggregationTest {
    /// Keys in all types, then arguments in all types, a filter, and something to order by.
    private static final int ARGUMENTS = RandomChunks.TYPES.size();

    private static final int ROUNDS = 6;
    private static final int FILTER = 2 * ARGUMENTS;
    private static final int ORDER = FILTER + 1;
    private static final int SEPARATOR = ORDER + 1;
    private static final int FRACTION = SEPARATOR + 1;
    private static final Schema INPUT = input();

    private static Schema input() {
        List<DataType> types = new ArrayList<>(RandomChunks.TYPES);
        types.addAll(RandomChunks.TYPES);
        types.addAll(List.of(DataType.BOOLEAN, DataType.INTEGER, DataType.VARCHAR, DataType.DOUBLE));
        return RandomChunks.schema(types);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2048, 1, 8000000", "2, 2048, 3, 8000000", "3, 7, 2, 8000000", "4, 1, 2, 8000000",
        "5, 2048, 1, 3000", "6, 2048, 3, 3000", "7, 7, 2, 1000", "8, 100, 2, 50000", "9, 2048, 4, 20000"
    })
    void givesWhatANaiveAggregationGives(long seed, int chunkRows, int drivers, long tableBytesMax) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> keys = keys(random);
            List<AggregateCall> calls = new ArrayList<>();
            boolean splittable = random.nextBoolean();
            int callCount = keys.isEmpty() ? 1 + random.nextInt(8) : random.nextInt(8);
            while (calls.size() < callCount) {
                AggregateCall call = call(random);
                if (!splittable || call.function().splittable() && !call.distinct()) {
                    calls.add(call);
                }
            }
            int rows = chunkRows == 1 ? 100 : 1500;
            int distinct = 1 + random.nextInt(random.nextBoolean() ? 5 : 200);
            List<Chunk> chunks = chunks(random, rows, chunkRows, distinct, random.nextInt(3) * 0.2);
            AggregationRun run = new AggregationRun(
                    chunkRows,
                    drivers,
                    tableBytesMax,
                    1L << 30,
                    round % 3 == 2 ? SpillSettings.FORCED : SpillSettings.DEFAULT);
            String about = "seed " + seed + ", round " + round + ", keys " + keys + ", calls " + calls;
            check(keys, calls, chunks, run.single(INPUT, keys, calls, chunks), about + ", single");
            if (splittable) {
                check(keys, calls, chunks, run.split(INPUT, keys, calls, chunks, false), about + ", split");
                check(keys, calls, chunks, run.split(INPUT, keys, calls, chunks, true), about + ", streamed");
            }
        }
    }

    private static List<Integer> keys(Random random) {
        List<Integer> keys = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            keys.add(random.nextInt(ARGUMENTS));
        }
        return keys;
    }

    private static List<Chunk> chunks(Random random, int rows, int chunkRows, int distinct, double nullShare) {
        RandomChunks source = new RandomChunks(random, INPUT, distinct, nullShare);
        List<Chunk> chunks = new ArrayList<>();
        for (int total = 0; total < rows;) {
            Chunk chunk = source.next(Math.min(chunkRows, 400));
            chunk.set(SEPARATOR, new ConstantVector(RandomChunks.vector(DataType.VARCHAR, List.of(";"))));
            chunk.set(FRACTION, new ConstantVector(RandomChunks.vector(DataType.DOUBLE, List.of(0.3))));
            if (random.nextInt(3) == 0) {
                repeatKeys(chunk, 1 + random.nextInt(20));
            }
            total += chunk.rowCount();
            chunks.add(chunk);
        }
        return chunks;
    }

    /// Gives rows that follow each other the same keys.
    private static void repeatKeys(Chunk chunk, int times) {
        int[] codes = new int[chunk.rowCount()];
        Arrays.setAll(codes, row -> row / times);
        for (int i = 0; i < ARGUMENTS; i++) {
            DictionaryVector keys = new DictionaryVector(INPUT.type(i));
            keys.reset(chunk.flat(i), codes, null, false);
            chunk.set(i, keys);
        }
    }

    /// A random call with arguments that suit the function.
    private static AggregateCall call(Random random) {
        AggregateFunction[] functions = AggregateFunction.values();
        AggregateFunction function = functions[random.nextInt(functions.length)];
        int any = ARGUMENTS + random.nextInt(ARGUMENTS);
        int integer = ARGUMENTS + 1 + random.nextInt(2);
        int number = ARGUMENTS + 1 + random.nextInt(5);
        int text = ARGUMENTS + 6;
        int[] arguments = switch (function) {
            case COUNT_STAR -> new int[] {};
            case COUNT, MIN, MAX, ANY_VALUE, FIRST, LAST, MODE, APPROX_COUNT_DISTINCT -> new int[] {any};
            case BOOL_AND, BOOL_OR -> new int[] {ARGUMENTS};
            case BIT_AND, BIT_OR, BIT_XOR -> new int[] {integer};
            case SUM, AVG, MEDIAN -> new int[] {number};
            case PRODUCT, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, SKEWNESS, KURTOSIS -> new int[] {ORDER};
            case COVAR_SAMP, COVAR_POP, CORR, REGR_SLOPE, REGR_INTERCEPT, REGR_R2, REGR_COUNT ->
                    new int[] {ORDER, ARGUMENTS + 1};
            case STRING_AGG -> new int[] {text, SEPARATOR};
            case ARG_MIN, ARG_MAX -> new int[] {any, ARGUMENTS + random.nextInt(ARGUMENTS)};
            case QUANTILE_CONT -> new int[] {number, FRACTION};
            case QUANTILE_DISC -> new int[] {any, FRACTION};
        };
        boolean distinct = random.nextInt(4) == 0 && arguments.length > 0;
        boolean ordered = switch (function) {
            case FIRST, LAST -> random.nextBoolean() && !distinct;
            case STRING_AGG -> random.nextBoolean();
            default -> false;
        };
        List<SortKey> order = new ArrayList<>();
        if (ordered && !distinct) {
            order.add(new SortKey(ORDER, random.nextBoolean(), random.nextBoolean()));
        }
        if (ordered) {
            order.add(new SortKey(arguments[0], random.nextBoolean(), random.nextBoolean()));
        }
        List<Integer> places = new ArrayList<>();
        for (int argument : arguments) {
            places.add(argument);
        }
        return new AggregateCall(
                function,
                places,
                distinct,
                random.nextInt(3) == 0 ? OptionalInt.of(FILTER) : OptionalInt.empty(),
                order,
                AggregationRun.resultType(function, arguments.length == 0 ? null : INPUT.type(arguments[0])));
    }

    private static void check(
            List<Integer> keys,
            List<AggregateCall> calls,
            List<Chunk> chunks,
            List<List<Object>> results,
            String about) {
        Map<List<Object>, List<List<Object>>> groups = new HashMap<>();
        if (keys.isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (Chunk chunk : chunks) {
            for (List<Object> row : RandomChunks.rows(chunk)) {
                List<Object> key = new ArrayList<>();
                keys.forEach(place -> key.add(NaiveAggregate.normal(row.get(place))));
                groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
            }
        }
        assertEquals(groups.size(), results.size(), about);
        for (List<Object> result : results) {
            List<Object> key = new ArrayList<>();
            result.subList(0, keys.size()).forEach(value -> key.add(NaiveAggregate.normal(value)));
            List<List<Object>> rows = groups.remove(key);
            assertTrue(rows != null, () -> about + ": key " + key + " is unknown or came twice");
            for (int i = 0; i < calls.size(); i++) {
                Object actual = result.get(keys.size() + i);
                AggregateCall call = calls.get(i);
                assertTrue(
                        new NaiveAggregate(call, INPUT).accepts(rows, actual),
                        () -> actual + " from " + rows.size() + " rows of " + key + " by " + call + ": " + about);
            }
        }
    }
}
