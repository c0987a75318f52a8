// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.row.RandomChunks;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashJoinBuildSinkTest {
    private static final int CHUNK_ROWS = 1024;
    private static final Schema SIDE =
            Schema.of(new Field("k", DataType.BIGINT, true), new Field("s", DataType.VARCHAR, true));

    private static HashJoinNode node(JoinType type, Schema probe, Schema build) {
        List<Integer> output = new ArrayList<>();
        if (type.givesProbeColumns()) {
            output.add(0);
        }
        if (type.givesBuildColumns()) {
            output.add(probe.size());
        }
        List<Field> fields = new ArrayList<>();
        output.forEach(place -> fields.add(probe.concat(build).field(place)));
        if (type.givesMark()) {
            fields.add(new Field("mark", DataType.BOOLEAN, true));
        }
        return new HashJoinNode(
                1,
                type,
                new ValuesNode(2, probe, List.of()),
                new ValuesNode(3, build, List.of()),
                List.of(0),
                List.of(0),
                List.of(false),
                Optional.empty(),
                JoinDistribution.SINGLE,
                output,
                new Schema(fields));
    }

    /// Enough rows for partitions; every third key twice, some null.
    private static void joinsABuildSideLargeEnoughToBePartitioned(JoinType type, long stride) {
        Schema side = Schema.of(new Field("k", DataType.BIGINT, true));
        long keys = 36_000;
        boolean nullKeys = !type.nullAware();
        List<Chunk> build = new ArrayList<>();
        build.addAll(chunks(side, LongStream.range(0, keys), stride, nullKeys));
        build.addAll(chunks(side, LongStream.range(0, keys).filter(key -> key % 3 == 0), stride, false));
        List<Chunk> probe = chunks(
                side, LongStream.range(0, 2 * keys).map(key -> key * 7 % (4 * keys)), stride, nullKeys);
        List<List<Object>> rows = new JoinRun(CHUNK_ROWS, 1).hash(node(type, side, side), probe, build);
        long probeRows = 0;
        long matched = 0;
        long pairs = 0;
        boolean[] met = new boolean[(int) keys];
        for (Chunk chunk : probe) {
            for (List<Object> row : RandomChunks.rows(chunk)) {
                probeRows++;
                Long key = row.getFirst() == null ? null : (Long) row.getFirst() / stride;
                if (key != null && key < keys && !(nullKeys && key % CHUNK_ROWS == 5)) {
                    matched++;
                    pairs++;
                    met[key.intValue()] = true;
                }
                if (key != null && key < keys && key % 3 == 0) {
                    pairs++;
                    matched += nullKeys && key % CHUNK_ROWS == 5 ? 1 : 0;
                    met[key.intValue()] = true;
                }
            }
        }
        long buildLeft = 0;
        for (int key = 0; key < keys; key++) {
            boolean isNull = nullKeys && key % CHUNK_ROWS == 5;
            buildLeft += (isNull || !met[key] ? 1 : 0) + (key % 3 == 0 && !met[key] ? 1 : 0);
        }
        long expected = switch (type) {
            case INNER -> pairs;
            case PROBE_OUTER -> pairs + probeRows - matched;
            case BUILD_OUTER -> pairs + buildLeft;
            case FULL_OUTER -> pairs + probeRows - matched + buildLeft;
            case SEMI -> matched;
            case ANTI, NULL_AWARE_ANTI -> probeRows - matched;
            case MARK, NULL_AWARE_MARK -> probeRows;
            case BUILD_SEMI -> keys + keys / 3 - buildLeft;
            case BUILD_ANTI -> buildLeft;
        };
        assertEquals(expected, rows.size());
        if (type.givesMark()) {
            assertEquals(matched, rows.stream().filter(row -> row.get(1).equals(true)).count());
        }
    }

    @ParameterizedTest
    @EnumSource(JoinType.class)
    void findsNumbersOfANarrowRangeByTheirPlace(JoinType type) {
        joinsABuildSideLargeEnoughToBePartitioned(type, 1);
    }

    @ParameterizedTest
    @EnumSource(JoinType.class)
    void findsNumbersThatLieApartByTheirHashAfterASet(JoinType type) {
        joinsABuildSideLargeEnoughToBePartitioned(type, 17);
    }

    @ParameterizedTest
    @EnumSource(JoinType.class)
    void findsNumbersThatLieFarApartByTheirHash(JoinType type) {
        joinsABuildSideLargeEnoughToBePartitioned(type, 1_000_003);
    }

    /// Chunks of one BIGINT column, the keys times `stride`; where asked for, key 5 of each chunk's worth is null.
    private static List<Chunk> chunks(Schema schema, LongStream numbers, long stride, boolean nulls) {
        long[] keys = numbers.toArray();
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < keys.length; from += CHUNK_ROWS) {
            int count = Math.min(CHUNK_ROWS, keys.length - from);
            LongVector vector = new LongVector(DataType.BIGINT, count);
            for (int i = 0; i < count; i++) {
                vector.values()[i] = keys[from + i] * stride;
            }
            for (int i = 0; nulls && i < count; i++) {
                if (keys[from + i] % CHUNK_ROWS == 5) {
                    vector.setNull(i);
                }
            }
            Chunk chunk = new Chunk(schema).start(count);
            chunk.set(0, vector);
            chunks.add(chunk);
        }
        return chunks;
    }

    @Test
    void failsTypedAtItsMemoryLimitAndLeaksNothing() {
        List<Chunk> chunks = random(1, 12);
        int failed = 0;
        int succeeded = 0;
        for (long limit = 4_000; limit < 100_000_000 && succeeded == 0; limit *= 2) {
            try (EngineMemory engine = new EngineMemory(1L << 30);
                    MemoryContext task = engine.context().child("task", limit)) {
                try (HashJoinBuildSink sink =
                        new HashJoinBuildSink(node(JoinType.FULL_OUTER, SIDE, SIDE), task, Spill.NONE)) {
                    run(sink, task, chunks, Integer.MAX_VALUE);
                    succeeded++;
                } catch (SheafException error) {
                    assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
                    failed++;
                }
                assertEquals(0, task.usedBytes());
            }
        }
        assertTrue(failed > 3, "failed " + failed);
        assertEquals(1, succeeded);
    }

    @Test
    void givesEverythingBackWheneverItIsClosed() {
        List<Chunk> chunks = random(2, 10);
        for (int steps = 0; steps < 24; steps += 2) {
            try (EngineMemory engine = new EngineMemory(1L << 30);
                    MemoryContext task = engine.context().child("task")) {
                HashJoinBuildSink sink = new HashJoinBuildSink(node(JoinType.FULL_OUTER, SIDE, SIDE), task, Spill.NONE);
                run(sink, task, chunks, steps);
                sink.close();
                sink.close();
                assertEquals(0, task.usedBytes());
            }
        }
    }

    @Test
    void takesNoInputWhenTheBuildSideIsEmptyAndNothingCanComeOut() {
        for (JoinType type : JoinType.values()) {
            try (EngineMemory engine = new EngineMemory(1L << 30);
                    MemoryContext task = engine.context().child("task");
                    HashJoinBuildSink sink = new HashJoinBuildSink(node(type, SIDE, SIDE), task, Spill.NONE)) {
                DriverContext context = context(task);
                try (Operator operator = new HashJoinProbeFactory(sink, (_, _) -> null).create(context)) {
                    assertTrue(operator.blocked(Waker.NONE));
                    complete(sink, context);
                    boolean nothing =
                            switch (type) {
                                case INNER, SEMI, BUILD_OUTER, BUILD_SEMI, BUILD_ANTI -> true;
                                case PROBE_OUTER, FULL_OUTER, ANTI, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> false;
                            };
                    assertEquals(nothing, operator.finished());
                }
            }
        }
    }

    @Test
    void looksAtCancellationWhileItBuilds() {
        try (EngineMemory engine = new EngineMemory(1L << 30);
                MemoryContext task = engine.context().child("task");
                HashJoinBuildSink sink = new HashJoinBuildSink(node(JoinType.INNER, SIDE, SIDE), task, Spill.NONE)) {
            CancellationToken cancelled = new CancellationToken();
            DriverContext context = new DriverContext(0, CHUNK_ROWS, task, cancelled, null, null);
            SinkOperator operator = sink.create(context);
            for (Chunk chunk : random(3, 110)) {
                operator.take(chunk, Waker.NONE);
            }
            operator.finish(Waker.NONE);
            operator.close();
            cancelled.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "enough"));
            SheafException error = assertThrows(SheafException.class, () -> complete(sink, context));
            assertEquals(ErrorCode.QUERY_CANCELLED, error.code());
        }
    }

    private static List<Chunk> random(long seed, int count) {
        RandomChunks source = new RandomChunks(new Random(seed), SIDE, 30_000, 0.1);
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(source.next(CHUNK_ROWS));
        }
        return chunks;
    }

    private static DriverContext context(MemoryContext task) {
        return new DriverContext(0, CHUNK_ROWS, task, new CancellationToken(), null, null);
    }

    private static void complete(HashJoinBuildSink sink, DriverContext context) {
        int pieces = sink.finalizeTaskCount();
        for (int i = 0; i < pieces; i++) {
            sink.finalizeTask(i, context);
        }
        sink.completed();
    }

    /// Goes so many steps with one driver, building and probing with the same chunks, then closes.
    private static void run(HashJoinBuildSink sink, MemoryContext task, List<Chunk> chunks, int steps) {
        DriverContext context = context(task);
        int left = steps;
        try (SinkOperator operator = sink.create(context)) {
            for (int i = 0; i < chunks.size() && left-- > 0; i++) {
                operator.take(chunks.get(i), Waker.NONE);
            }
            if (left <= 0) {
                return;
            }
            operator.finish(Waker.NONE);
        }
        complete(sink, context);
        try (Operator operator = new HashJoinProbeFactory(sink, (_, _) -> null).create(context)) {
            for (int i = 0; i < chunks.size() && left-- > 0; i++) {
                operator.addInput(chunks.get(i));
                for (Chunk chunk = operator.next(); chunk != null && left-- > 0; chunk = operator.next()) {
                    chunk.flat(1);
                }
            }
        }
    }
}
