// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.AggregateNode.Step;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RandomChunks;
import dev.sheaf.exec.spill.Spill;
import dev.sheaf.exec.spill.SpillSettings;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateSinkTest {
    private static final Schema INPUT =
            RandomChunks.schema(List.of(DataType.BIGINT, DataType.VARCHAR, DataType.BIGINT, DataType.decimal(38, 0)));
    private static final int CHUNK_ROWS = 256;

    private static AggregateCall call(AggregateFunction function, int argument, boolean distinct, DataType type) {
        return new AggregateCall(function, List.of(argument), distinct, OptionalInt.empty(), List.of(), type);
    }

    /// Accumulators with all kinds of memory: arrays, strings, collected rows, pairs, sketches.
    private static AggregateNode hungry(List<Integer> keys, boolean splittable) {
        List<AggregateCall> calls = new ArrayList<>();
        calls.add(call(AggregateFunction.SUM, 2, false, DataType.decimal(38, 0)));
        calls.add(call(AggregateFunction.MAX, 1, false, DataType.VARCHAR));
        calls.add(call(AggregateFunction.APPROX_COUNT_DISTINCT, 1, false, DataType.BIGINT));
        if (!splittable) {
            calls.add(call(AggregateFunction.COUNT, 1, true, DataType.BIGINT));
            calls.add(call(AggregateFunction.MEDIAN, 2, false, DataType.DOUBLE));
            calls.add(call(AggregateFunction.STRING_AGG, 1, false, DataType.VARCHAR));
        }
        return AggregationRun.node(Step.SINGLE, INPUT, keys, calls);
    }

    @Test
    void givesOneRowOverNoRowsWithoutKeys() {
        List<AggregateCall> calls = List.of(
                new AggregateCall(
                        AggregateFunction.COUNT_STAR, List.of(), false, OptionalInt.empty(), List.of(),
                        DataType.BIGINT),
                call(AggregateFunction.SUM, 2, false, DataType.decimal(38, 0)),
                call(AggregateFunction.COUNT, 1, true, DataType.BIGINT),
                call(AggregateFunction.STRING_AGG, 1, false, DataType.VARCHAR));
        for (int drivers = 1; drivers <= 3; drivers++) {
            List<List<Object>> rows = new AggregationRun(CHUNK_ROWS, drivers, 1000)
                    .single(INPUT, List.of(), calls, List.of());
            assertEquals(List.of(Arrays.asList(0L, null, 0L, null)), rows);
        }
        assertEquals(
                List.of(Arrays.asList(0L, null)),
                new AggregationRun(CHUNK_ROWS, 2, 1000)
                        .split(INPUT, List.of(), calls.subList(0, 2), List.of(), true));
    }

    @Test
    void givesNoRowsOverNoRowsWithKeys() {
        assertEquals(
                List.of(),
                new AggregationRun(CHUNK_ROWS, 2, 1000)
                        .single(
                                INPUT,
                                List.of(0),
                                List.of(call(AggregateFunction.COUNT, 1, false, DataType.BIGINT)),
                                List.of()));
    }

    @Test
    void refusesASumThatDoesNotFit() {
        Chunk chunk = new Chunk(INPUT).start(2);
        BigInteger half = BigInteger.TEN.pow(38).divide(BigInteger.TWO);
        chunk.set(0, RandomChunks.vector(DataType.BIGINT, List.of(1L, 1L)));
        chunk.set(1, RandomChunks.vector(DataType.VARCHAR, List.of("a", "b")));
        chunk.set(2, RandomChunks.vector(DataType.BIGINT, List.of(Long.MAX_VALUE, Long.MAX_VALUE)));
        chunk.set(3, RandomChunks.vector(INPUT.type(3), List.of(half, half)));
        AggregationRun run = new AggregationRun(CHUNK_ROWS, 1, 1000);
        assertEquals(
                List.of(List.of(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1))),
                run.single(
                        INPUT,
                        List.of(),
                        List.of(call(AggregateFunction.SUM, 2, false, DataType.decimal(38, 0))),
                        List.of(chunk)));
        for (AggregateCall call : List.of(
                call(AggregateFunction.SUM, 2, false, DataType.BIGINT),
                call(AggregateFunction.SUM, 3, false, DataType.decimal(38, 0)))) {
            SheafException error = assertThrows(
                    SheafException.class, () -> run.single(INPUT, List.of(), List.of(call), List.of(chunk)));
            assertEquals(ErrorCode.NUMERIC_OUT_OF_RANGE, error.code());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsTypedAtItsMemoryLimitAndLeaksNothing(boolean splittable) {
        List<Chunk> chunks = chunks(3, 20);
        int failed = 0;
        int succeeded = 0;
        for (long limit = 5_000; limit < 200_000_000 && succeeded == 0; limit *= 2) {
            try (EngineMemory engine = new EngineMemory(1L << 30);
                    MemoryContext task = engine.context().child("task", limit)) {
                try (AggregateSink sink =
                        new AggregateSink(hungry(List.of(0), splittable), task, Spill.NONE, CHUNK_ROWS, 100_000)) {
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

    /// Far more groups than there is memory for: the more memory there is, the less is written to the disk.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesThroughTheDiskOrFailsTypedAtEveryMemoryLimit(boolean splittable) {
        List<Chunk> chunks = chunks(6, 300, 50_000);
        AggregateNode node = hungry(List.of(0, 1), splittable);
        AggregationRun unlimited = new AggregationRun(CHUNK_ROWS, 2, 200_000);
        Set<List<Object>> expected = Set.copyOf(single(unlimited, node, chunks));
        assertEquals(0, unlimited.spilledBytes());
        int spilled = 0;
        int failed = 0;
        boolean enough = false;
        for (long limit = 100_000; !enough; limit += limit / 3) {
            AggregationRun run = new AggregationRun(CHUNK_ROWS, 2, 200_000, limit, SpillSettings.DEFAULT);
            try {
                List<List<Object>> rows = single(run, node, chunks);
                assertEquals(expected.size(), rows.size(), "limit " + limit);
                assertEquals(expected, Set.copyOf(rows), "limit " + limit);
                spilled += run.spilledBytes() > 0 ? 1 : 0;
                enough = run.spilledBytes() == 0;
            } catch (SheafException error) {
                assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
                failed++;
            }
        }
        assertTrue(failed > 0 && spilled > 1, "failed " + failed + ", spilled " + spilled + " of " + expected.size());
    }

    private static List<List<Object>> single(AggregationRun run, AggregateNode node, List<Chunk> chunks) {
        return run.single(INPUT, node.keys(), node.calls(), chunks);
    }

    @Test
    void aDiskThatFailsAtAnyOperationIsATypedErrorAndLeavesNothing() {
        List<Chunk> chunks = chunks(7, 10);
        AggregateNode node = hungry(List.of(1), false);
        AggregationRun run = new AggregationRun(CHUNK_ROWS, 2, 50_000, 1 << 30, SpillSettings.FORCED);
        run.disk().failAt(Long.MAX_VALUE);
        List<List<Object>> expected = single(run, node, chunks);
        long operations = run.disk().heal();
        assertTrue(operations > 100, operations + " operations");
        for (long at = 1; at <= operations; at += 1 + operations / 25) {
            run.disk().failAt(at);
            SheafException failure = assertThrows(SheafException.class, () -> single(run, node, chunks));
            assertTrue(failure.code() == ErrorCode.IO_ERROR || failure.code() == ErrorCode.DISK_FULL);
            run.disk().heal();
            run.disk().files().forEach(run.disk()::delete);
        }
        assertEquals(Set.copyOf(expected), Set.copyOf(single(run, node, chunks)));
    }

    @Test
    void givesEverythingBackWheneverItIsClosed() {
        List<Chunk> chunks = chunks(4, 20);
        for (int steps = 0; steps < 60; steps += 7) {
            for (boolean splittable : new boolean[] {true, false}) {
                try (EngineMemory engine = new EngineMemory(1L << 30);
                        MemoryContext task = engine.context().child("task")) {
                    AggregateSink sink =
                            new AggregateSink(hungry(List.of(0), splittable), task, Spill.NONE, CHUNK_ROWS, 50_000);
                    run(sink, task, chunks, steps);
                    sink.close();
                    sink.close();
                    assertEquals(0, task.usedBytes());
                }
            }
        }
    }

    @Test
    void looksAtCancellationWhileItGroupsAPartition() {
        try (EngineMemory engine = new EngineMemory(1L << 30);
                MemoryContext task = engine.context().child("task");
                AggregateSink sink =
                        new AggregateSink(hungry(List.of(0), true), task, Spill.NONE, CHUNK_ROWS, 50_000)) {
            CancellationToken cancelled = new CancellationToken();
            DriverContext context = new DriverContext(0, CHUNK_ROWS, task, cancelled, null, null);
            SinkOperator operator = sink.create(context);
            chunks(5, 20).forEach(chunk -> operator.take(chunk, Waker.NONE));
            operator.finish(Waker.NONE);
            operator.close();
            for (int i = sink.finalizeTaskCount() - 1; i >= 0; i--) {
                sink.finalizeTask(i, context);
            }
            sink.completed();
            cancelled.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "enough"));
            try (SourceOperator source = new AggregateSource(sink).create(context)) {
                SheafException error = assertThrows(SheafException.class, () -> source.next(Waker.NONE));
                assertEquals(ErrorCode.QUERY_CANCELLED, error.code());
            }
        }
    }

    private static List<Chunk> chunks(long seed, int count) {
        return chunks(seed, count, 5000);
    }

    private static List<Chunk> chunks(long seed, int count, int distinct) {
        RandomChunks source = new RandomChunks(new Random(seed), INPUT, distinct, 0.1);
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(source.next(CHUNK_ROWS));
        }
        return chunks;
    }

    /// Goes so many steps with two drivers, then closes them.
    private static void run(AggregateSink sink, MemoryContext task, List<Chunk> chunks, int steps) {
        DriverContext context = new DriverContext(0, CHUNK_ROWS, task, new CancellationToken(), null, null);
        int left = steps;
        List<SinkOperator> sinks = List.of(sink.create(context), sink.create(context));
        try {
            for (int i = 0; i < chunks.size() && left-- > 0; i++) {
                sinks.get(i % 2).take(chunks.get(i), Waker.NONE);
            }
            if (left <= 0) {
                return;
            }
            sinks.forEach(operator -> operator.finish(Waker.NONE));
        } finally {
            sinks.forEach(SinkOperator::close);
        }
        int pieces = sink.finalizeTaskCount();
        for (int i = 0; i < pieces; i++) {
            sink.finalizeTask(i, context);
        }
        sink.completed();
        try (AggregateSource factory = new AggregateSource(sink);
                SourceOperator source = factory.create(context)) {
            while (left-- > 0 && source.next(Waker.NONE) == SourceOperator.Result.ROWS) {
                assertTrue(source.chunk().rowCount() > 0);
            }
        }
    }
}
