// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.kernel.EvaluationContext;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RandomChunks;
import dev.sheaf.exec.spill.Spill;
import dev.sheaf.exec.spill.SpillSettings;
import dev.sheaf.exec.spill.SpillSpace;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.testkit.disk.MemoryDisk;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Runs joins through the contracts of their parts, several drivers taking turns, and sees to it that all memory comes
/// back.
final class JoinRun {
    private final int chunkRows;
    private final int drivers;
    private final SpillSettings spill;
    private final long limitBytes;
    private final List<List<Object>> results = new ArrayList<>();
    private long spilledBytes;

    JoinRun(int chunkRows, int drivers) {
        this(chunkRows, drivers, SpillSettings.DEFAULT, 1L << 30);
    }

    JoinRun(int chunkRows, int drivers, SpillSettings spill, long limitBytes) {
        this.chunkRows = chunkRows;
        this.drivers = drivers;
        this.spill = spill;
        this.limitBytes = limitBytes;
    }

    /// What the last join has written to its disk.
    long spilledBytes() {
        return spilledBytes;
    }

    List<List<Object>> hash(HashJoinNode node, List<Chunk> probe, List<Chunk> build) {
        MemoryDisk disk = new MemoryDisk();
        SpillStore store = new SpillStore(disk, () -> "temp", spill, () -> 1);
        try (EngineMemory engine = new EngineMemory(limitBytes);
                MemoryContext task = engine.context().child("task");
                SpillSpace space = store.open("join", task)) {
            Spill door = space.newOperator();
            try (HashJoinBuildSink sink = new HashJoinBuildSink(node, task, door)) {
                HashJoinProbeFactory factory = new HashJoinProbeFactory(sink,
                        (condition, driver) -> new PredicateEvaluator(condition, evaluation(driver)));
                run(task, sink, factory, probe, build);
                if (node.type().keepsBuildRows()) {
                    drain(new BuildRowSource(sink), task);
                }
                drain(new DeferredJoinSource(sink, factory), task);
            }
            spilledBytes = door.writtenBytes();
            assertEquals(0, task.usedBytes());
        }
        assertEquals(0, store.usedBytes());
        return results;
    }

    List<List<Object>> nestedLoop(NestedLoopJoinNode node, List<Chunk> probe, List<Chunk> build) {
        try (EngineMemory engine = new EngineMemory(1L << 30);
                MemoryContext task = engine.context().child("task")) {
            try (NestedLoopJoinBuildSink sink = new NestedLoopJoinBuildSink(node, task)) {
                OperatorFactory factory = new NestedLoopJoinProbeFactory(sink,
                        (condition, driver) -> new PredicateEvaluator(condition, evaluation(driver)));
                run(task, sink, factory, probe, build);
                if (node.type().keepsBuildRows()) {
                    drain(new BuildRowSource(sink), task);
                }
            }
            assertEquals(0, task.usedBytes());
        }
        return results;
    }

    private EvaluationContext evaluation(DriverContext driver) {
        return new EvaluationContext(chunkRows, driver.memory(), ZoneOffset.UTC, driver.random(), 0);
    }

    private void run(
            MemoryContext task, SinkFactory sink, OperatorFactory factory, List<Chunk> probe, List<Chunk> build) {
        List<Operator> operators = new ArrayList<>();
        List<SinkOperator> sinks = new ArrayList<>();
        try {
            for (int i = 0; i < drivers; i++) {
                operators.add(factory.create(context(i, task)));
                sinks.add(sink.create(context(i, task)));
            }
            run(task, sink, operators, sinks, probe, build);
        } finally {
            operators.forEach(Operator::close);
            sinks.forEach(SinkOperator::close);
            factory.close();
        }
    }

    private void run(
            MemoryContext task,
            SinkFactory sink,
            List<Operator> operators,
            List<SinkOperator> sinks,
            List<Chunk> probe,
            List<Chunk> build) {
        int[] woken = {0};
        assertTrue(operators.getFirst().blocked(() -> woken[0]++));
        for (int i = 0; i < build.size(); i++) {
            assertEquals(SinkOperator.Result.TAKEN, sinks.get(i % drivers).take(build.get(i), Waker.NONE));
        }
        for (SinkOperator operator : sinks) {
            assertEquals(SinkOperator.Result.TAKEN, operator.finish(Waker.NONE));
        }
        int pieces = sink.finalizeTaskCount();
        for (int i = 0; i < pieces; i++) {
            sink.finalizeTask(i, context(0, task));
        }
        sink.completed();
        assertEquals(1, woken[0]);
        for (int i = 0; i < probe.size(); i++) {
            Operator operator = operators.get(i % drivers);
            assertFalse(operator.blocked(Waker.NONE));
            if (operator.finished()) {
                break;
            }
            // Operators may narrow it, and the chunk is used again.
            Selection selection = probe.get(i).selection();
            operator.addInput(probe.get(i));
            for (Chunk chunk = operator.next(); chunk != null; chunk = operator.next()) {
                assertTrue(chunk.activeCount() > 0);
                assertTrue(chunk.activeCount() <= Math.max(chunkRows, probe.get(i).rowCount()));
                results.addAll(RandomChunks.rows(chunk));
            }
            probe.get(i).select(selection);
        }
        operators.forEach(operator -> assertFalse(operator.endInput()));
    }

    private void drain(SourceFactory source, MemoryContext task) {
        List<SourceOperator> operators = new ArrayList<>();
        for (int i = 0; i < Math.min(drivers, source.driversMax()); i++) {
            operators.add(source.create(context(i, task)));
        }
        try {
            int blocked = 0;
            for (int turn = 0; !operators.isEmpty(); turn++) {
                SourceOperator operator = operators.get(turn % operators.size());
                switch (operator.next(Waker.NONE)) {
                    case FINISHED -> {
                        operator.close();
                        operators.remove(operator);
                        blocked = 0;
                    }
                    case ROWS -> {
                        assertTrue(operator.chunk().activeCount() <= chunkRows);
                        results.addAll(RandomChunks.rows(operator.chunk()));
                        blocked = 0;
                    }
                    case BLOCKED -> assertTrue(++blocked <= operators.size(), "all drivers wait for each other");
                }
            }
        } finally {
            operators.forEach(SourceOperator::close);
            source.close();
        }
    }

    DriverContext context(int driver, MemoryContext task) {
        return new DriverContext(driver, chunkRows, task, new CancellationToken(), null, null);
    }

    /// Computes a join the plain way.
    ///
    /// @param matches whether a pair of rows matches
    /// @param unknown whether NOT IN can't tell for a probe row that has no match
    static List<List<Object>> naive(
            JoinType type,
            List<List<Object>> probe,
            List<List<Object>> build,
            int buildColumns,
            int probeColumns,
            List<Integer> outputColumns,
            BiPredicate<List<Object>, List<Object>> matches,
            Predicate<List<Object>> unknown) {
        List<List<Object>> results = new ArrayList<>();
        boolean[] matched = new boolean[build.size()];
        for (List<Object> row : probe) {
            boolean found = false;
            for (int i = 0; i < build.size(); i++) {
                if (matches.test(row, build.get(i))) {
                    found = true;
                    matched[i] = true;
                    if (type.givesBuildColumns() && type.givesProbeColumns()) {
                        results.add(output(row, build.get(i), outputColumns));
                    }
                }
            }
            List<Object> alone = output(row, nulls(buildColumns), outputColumns);
            switch (type) {
                case INNER, BUILD_OUTER, BUILD_SEMI, BUILD_ANTI -> {}
                case PROBE_OUTER, FULL_OUTER, ANTI -> {
                    if (!found) {
                        results.add(alone);
                    }
                }
                case SEMI -> {
                    if (found) {
                        results.add(alone);
                    }
                }
                case NULL_AWARE_ANTI -> {
                    if (!found && !unknown.test(row)) {
                        results.add(alone);
                    }
                }
                case MARK, NULL_AWARE_MARK -> {
                    alone.add(found ? (Object) true : type == JoinType.MARK || !unknown.test(row) ? false : null);
                    results.add(alone);
                }
            }
        }
        for (int i = 0; type.keepsBuildRows() && i < build.size(); i++) {
            if (matched[i] == (type == JoinType.BUILD_SEMI)) {
                results.add(output(nulls(probeColumns), build.get(i), outputColumns));
            }
        }
        return results;
    }

    private static List<Object> nulls(int count) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            row.add(null);
        }
        return row;
    }

    private static List<Object> output(List<Object> probe, List<Object> build, List<Integer> outputColumns) {
        List<Object> row = new ArrayList<>();
        for (int column : outputColumns) {
            row.add(column < probe.size() ? probe.get(column) : build.get(column - probe.size()));
        }
        return row;
    }
}
