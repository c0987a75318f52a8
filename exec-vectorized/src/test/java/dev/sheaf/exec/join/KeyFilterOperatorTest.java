// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.row.RandomChunks;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilterOperatorTest {
    private static final Schema SIDE =
            Schema.of(new Field("k", DataType.BIGINT, true), new Field("n", DataType.INTEGER, true));

    private static HashJoinNode join(int key) {
        return new HashJoinNode(
                1,
                JoinType.INNER,
                new ValuesNode(2, SIDE, List.of()),
                new ValuesNode(3, SIDE, List.of()),
                List.of(key),
                List.of(key),
                List.of(false),
                Optional.empty(),
                JoinDistribution.SINGLE,
                List.of(0),
                SIDE.select(List.of(0)));
    }

    /// @param nullOneIn how many rows have a null among so many, in both columns; 0 for none
    private static Chunk chunk(Random random, int rows, int range, int nullOneIn) {
        Chunk chunk = new Chunk(SIDE).start(rows);
        LongVector keys = new LongVector(DataType.BIGINT, rows);
        IntVector numbers = new IntVector(DataType.INTEGER, rows);
        for (int i = 0; i < rows; i++) {
            keys.values()[i] = random.nextInt(-range, range);
            numbers.values()[i] = random.nextInt(-range, range);
        }
        for (int i = 0; nullOneIn > 0 && i < rows; i += nullOneIn) {
            keys.setNull(i);
            numbers.setNull(rows - 1 - i);
        }
        chunk.set(0, keys);
        chunk.set(1, numbers);
        return chunk;
    }

    private static void build(HashJoinBuildSink sink, DriverContext context, Chunk rows) {
        try (SinkOperator operator = sink.create(context)) {
            operator.take(rows, Waker.NONE);
            operator.finish(Waker.NONE);
        }
        assertEquals(0, sink.finalizeTaskCount());
        sink.completed();
    }

    private static Set<Object> values(Chunk chunk, int column) {
        Set<Object> values = new HashSet<>();
        RandomChunks.rows(chunk).forEach(row -> values.add(row.get(column)));
        values.remove(null);
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300, 20_000})
    void keepsTheRowsWhoseKeysAreInEachSet(int range) {
        Random random = new Random(range);
        try (EngineMemory engine = new EngineMemory(1L << 30);
                MemoryContext task = engine.context().child("task");
                HashJoinBuildSink first = new HashJoinBuildSink(join(0), task, Spill.NONE);
                HashJoinBuildSink second = new HashJoinBuildSink(join(1), task, Spill.NONE)) {
            DriverContext context = new JoinRun(512, 1).context(0, task);
            List<KeyFilterOperator.Key> keys =
                    List.of(
                            new KeyFilterOperator.Key(first.keys(0), 0),
                            new KeyFilterOperator.Key(second.keys(0), 1));
            Operator operator = KeyFilterOperator.factory(SIDE, keys).create(context);
            Chunk firstRows = chunk(random, range == 10 ? 4 : range / 2, range, 9);
            Chunk secondRows = chunk(random, range == 10 ? 3 : range / 4, range, 0);
            build(first, context, firstRows);
            build(second, context, secondRows);
            Set<Object> firstKeys = values(firstRows, 0);
            Set<Object> secondKeys = values(secondRows, 1);
            List<List<Object>> expected = new ArrayList<>();
            List<List<Object>> actual = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Chunk probe = chunk(random, 1 + random.nextInt(512), range, random.nextInt(4) * 5);
                if (random.nextBoolean()) {
                    Selection selection = new Selection(512);
                    long[] bits = selection.start(probe.rowCount());
                    for (int word = 0; word < bits.length; word++) {
                        bits[word] = random.nextLong() | 1;
                    }
                    probe.select(selection.complete());
                }
                for (List<Object> row : RandomChunks.rows(probe)) {
                    if (firstKeys.contains(row.get(0)) && secondKeys.contains(row.get(1))) {
                        expected.add(row);
                    }
                }
                operator.addInput(probe);
                for (Chunk out = operator.next(); out != null; out = operator.next()) {
                    assertTrue(out.activeCount() > 0);
                    actual.addAll(RandomChunks.rows(out));
                }
            }
            // Sets that drop little may rest, so rows that the joins will drop may get through, but none is lost.
            if (range == 10 || range == 300) {
                assertEquals(expected, actual);
            }
            actual.retainAll(new HashSet<>(expected));
            assertEquals(expected, actual);
            operator.close();
        }
    }

    @Test
    void dropsWhatLiesBeyondTheBoundsWhereASetWouldHoldMostNumbersBetweenThem() {
        try (EngineMemory engine = new EngineMemory(1L << 30);
                MemoryContext task = engine.context().child("task");
                HashJoinBuildSink sink = new HashJoinBuildSink(join(0), task, Spill.NONE)) {
            DriverContext context = new JoinRun(512, 1).context(0, task);
            Operator operator = KeyFilterOperator.factory(
                    SIDE, List.of(new KeyFilterOperator.Key(sink.keys(0), 0)))
                    .create(context);
            Chunk built = chunk(new Random(1), 500, 50, 0);
            build(sink, context, built);
            LongSummaryStatistics bounds = values(built, 0).stream()
                    .mapToLong(value -> (Long) value)
                    .summaryStatistics();
            Chunk probe = chunk(new Random(2), 100, 500, 0);
            List<List<Object>> expected = RandomChunks.rows(probe).stream()
                    .filter(row -> (Long) row.get(0) >= bounds.getMin() && (Long) row.get(0) <= bounds.getMax())
                    .toList();
            assertFalse(expected.isEmpty());
            operator.addInput(probe);
            assertEquals(expected, RandomChunks.rows(operator.next()));
            assertFalse(operator.finished());
            operator.close();
        }
    }
}
