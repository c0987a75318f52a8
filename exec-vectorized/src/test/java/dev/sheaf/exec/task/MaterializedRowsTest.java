// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.data.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Rows that are computed once and joined with themselves, in one task and over fragments, in many orders and with a
/// credit of one batch: a join that first takes one side whole would wait for ever if the sides came in one stream.
class MaterializedRowsTest {
    private static final Schema SCHEMA = Schema.of(
            new Field("key", DataType.BIGINT, true), new Field("text", DataType.VARCHAR, true));
    private static final Schema SWAPPED = SCHEMA.select(List.of(1, 0));
    private static final Schema KEYS = SCHEMA.select(List.of(0));
    private static final Schema JOINED = SWAPPED.concat(KEYS);
    private static final int SCAN = 40;

    private static RowSet rows(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Long key = random.nextInt(10) == 0 ? null : Long.valueOf(random.nextInt(90));
            String text = random.nextInt(9) == 0 ? null : "one of the longer texts " + random.nextInt(12);
            rows.add(Arrays.asList(key, text));
        }
        return new RowSet(SCHEMA, rows);
    }

    private static PlanNode swapped(int id) {
        return new ReadMaterializedNode(id, 1, List.of(1, 0), SWAPPED);
    }

    private static PlanNode keys(int id) {
        return new ReadMaterializedNode(id, 1, List.of(0), KEYS);
    }

    private static PlanNode join(PlanNode probe, PlanNode build) {
        return new HashJoinNode(
                20,
                JoinType.INNER,
                probe,
                build,
                List.of(1),
                List.of(0),
                List.of(false),
                Optional.empty(),
                JoinDistribution.PARTITIONED,
                List.of(0, 1, 2),
                JOINED);
    }

    private static Map<List<Object>, Integer> expected(RowSet rows) {
        List<List<Object>> joined = new ArrayList<>();
        for (List<Object> probe : rows.rows()) {
            for (List<Object> build : rows.rows()) {
                if (probe.get(0) != null && probe.get(0).equals(build.get(0))) {
                    joined.add(Arrays.asList(probe.get(1), probe.get(0), build.get(0)));
                }
            }
        }
        return counted(joined);
    }

    private static Map<List<Object>, Integer> counted(List<List<Object>> rows) {
        Map<List<Object>, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    /// All in one task.
    private static void startOne(TaskHarness harness, RowSet rows, long limit) {
        harness.connector.add("rows", rows);
        PlanNode joined = join(swapped(21), keys(22));
        PlanNode root = new MaterializeNode(
                30,
                1,
                harness.connector.scan(SCAN, "rows"),
                List.of(limit == Long.MAX_VALUE ? joined : new LimitNode(23, joined, 0, limit)));
        harness.startRoot(root, Map.of(SCAN, harness.connector.splits("rows", 20)), Map.of());
    }

    /// Scans that send by key to tasks that keep the rows, joins next to them, a root.
    private static void startMany(TaskHarness harness, RowSet rows, int tasks, long limit) {
        harness.connector.add("rows", rows);
        PlanNode gathered = new ExchangeSourceNode(1, 1, JOINED, List.of());
        harness.startRoot(
                limit == Long.MAX_VALUE ? gathered : new LimitNode(2, gathered, 0, limit),
                Map.of(),
                Map.of(1, tasks));
        List<String> nodes = TaskHarness.nodes(tasks);
        List<TaskOutput> outputs = List.of(
                new TaskOutput(4, new Partitioning.Forward(), nodes),
                new TaskOutput(5, new Partitioning.Hash(List.of(0)), nodes));
        PlanNode kept = new MaterializeNode(
                30, 1, new ExchangeSourceNode(31, 3, SCHEMA, List.of()), List.of(swapped(32), keys(33)));
        PlanNode joined = join(
                new ExchangeSourceNode(21, 4, SWAPPED, List.of()), new ExchangeSourceNode(22, 5, KEYS, List.of()));
        for (int task = 0; task < tasks; task++) {
            harness.start(
                    1,
                    task,
                    tasks,
                    joined,
                    Map.of(),
                    Map.of(4, tasks, 5, tasks),
                    new TaskOutput(1, new Partitioning.Gather(), TaskHarness.nodes(1)),
                    Long.MAX_VALUE);
            harness.start(2, task, tasks, kept, Map.of(), Map.of(3, 2), outputs, Long.MAX_VALUE);
        }
        List<Split> splits = harness.connector.splits("rows", 20);
        for (int i = 0; i < 2; i++) {
            harness.start(
                    3,
                    i,
                    2,
                    harness.connector.scan(SCAN, "rows"),
                    Map.of(SCAN, splits.subList(splits.size() * i / 2, splits.size() * (i + 1) / 2)),
                    Map.of(),
                    new TaskOutput(3, new Partitioning.Hash(List.of(0)), nodes),
                    Long.MAX_VALUE);
        }
    }

    @Test
    void oneTaskReadsItsRowsTwice() {
        RowSet rows = rows(300);
        for (int seed = 0; seed < 20; seed++) {
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                startOne(harness, rows, Long.MAX_VALUE);
                assertEquals(expected(rows), counted(harness.run()), "seed " + seed);
                assertEquals(List.of(), harness.errors);
            }
        }
    }

    @Test
    void eachReaderGetsItsRowsOverAnExchange() {
        RowSet rows = rows(300);
        for (int seed = 0; seed < 30; seed++) {
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                startMany(harness, rows, 1 + seed % 3, Long.MAX_VALUE);
                assertEquals(expected(rows), counted(harness.run()), "seed " + seed);
                assertEquals(List.of(), harness.errors);
            }
        }
    }

    @Test
    void noRowsAtAll() {
        for (int seed = 0; seed < 6; seed++) {
            try (TaskHarness one = TaskHarness.ofSeed(seed);
                    TaskHarness many = TaskHarness.ofSeed(seed)) {
                startOne(one, rows(0), Long.MAX_VALUE);
                assertEquals(List.of(), one.run());
                startMany(many, rows(0), 2, Long.MAX_VALUE);
                assertEquals(List.of(), many.run());
            }
        }
    }

    @Test
    void limitEndsEverything() {
        RowSet rows = rows(300);
        for (int seed = 0; seed < 12; seed++) {
            try (TaskHarness one = TaskHarness.ofSeed(seed);
                    TaskHarness many = TaskHarness.ofSeed(seed)) {
                startOne(one, rows, 3);
                assertEquals(3, one.run().size(), "seed " + seed);
                startMany(many, rows, 1 + seed % 3, 3);
                assertEquals(3, many.run().size(), "seed " + seed);
            }
        }
    }

    /// A branch of a union that a limit above leaves unread is a reader that never begins.
    @Test
    void readerThatIsNotNeeded() {
        RowSet rows = rows(200);
        for (int seed = 0; seed < 12; seed++) {
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                harness.connector.add("rows", rows);
                PlanNode union = new UnionNode(24, List.of(keys(21), keys(22)), KEYS);
                PlanNode root = new MaterializeNode(
                        30,
                        1,
                        harness.connector.scan(SCAN, "rows"),
                        List.of(new LimitNode(25, union, 0, 1)));
                harness.startRoot(root, Map.of(SCAN, harness.connector.splits("rows", 20)), Map.of());
                assertEquals(1, harness.run().size(), "seed " + seed);
            }
        }
    }

    @Test
    void cancelAtRandomStepsLeaksNothing() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                startMany(harness, rows(200), 1 + seed % 3, Long.MAX_VALUE);
                long steps = 1L << random.nextInt(12);
                steps += random.nextLong(steps);
                while (harness.scheduler.steps() < steps && !harness.ended()) {
                    harness.scheduler.step();
                }
                SheafException reason = new SheafException(ErrorCode.QUERY_CANCELLED, "enough");
                harness.tasks.forEach(task -> task.cancel(reason));
                harness.finish();
                harness.errors.forEach(error -> assertEquals(ErrorCode.QUERY_CANCELLED, error.code()));
            }
        }
    }

    @Test
    void tooLittleMemoryFailsTypedAndLeaksNothing() {
        RowSet rows = rows(300);
        int failed = 0;
        for (int seed = 0; seed < 24; seed++) {
            long memoryBytes = (16L << 10) << seed % 12;
            try (TaskHarness harness = new TaskHarness(seed, TaskHarness.settings(2, 64, 64), memoryBytes)) {
                startMany(harness, rows, 2, Long.MAX_VALUE);
                harness.finish();
                harness.errors.forEach(error -> assertEquals(ErrorCode.OUT_OF_MEMORY, error.code()));
                if (harness.errors.isEmpty()) {
                    assertEquals(expected(rows), counted(harness.run()));
                } else {
                    failed++;
                }
            }
        }
        assertTrue(failed > 2 && failed < 24, failed + " runs failed");
    }
}
