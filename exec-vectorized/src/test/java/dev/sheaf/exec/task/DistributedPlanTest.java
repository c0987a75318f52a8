// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.data.RowSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A plan of four fragments and many pipelines: two scans partitioned by key, a full outer join, a partial and a final
/// aggregate, a sort merged at the root, a window. Run with a credit of one batch, in many orders.
class DistributedPlanTest {
    private static final Schema SCHEMA = Schema.of(
            new Field("key", DataType.BIGINT, true), new Field("text", DataType.VARCHAR, true));
    private static final DataType SUM = DataType.decimal(38, 0);
    private static final Schema JOINED = Schema.of(
            new Field("left", DataType.BIGINT, true),
            new Field("text", DataType.VARCHAR, true),
            new Field("right", DataType.BIGINT, true));
    private static final Schema PARTIAL = Schema.of(
            new Field("text", DataType.VARCHAR, true),
            new Field("count", DataType.BIGINT, true),
            new Field("sum", SUM, true));
    private static final Schema GROUPED = Schema.of(
            new Field("text", DataType.VARCHAR, true),
            new Field("count", DataType.BIGINT, false),
            new Field("sum", SUM, true));

    private final RowSet left = rows(1, 300);
    private final RowSet right = rows(2, 200);

    private static RowSet rows(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Long key = random.nextInt(10) == 0 ? null : Long.valueOf(random.nextInt(150));
            String text = random.nextInt(9) == 0 ? null : "one of the longer texts " + random.nextInt(12);
            rows.add(Arrays.asList(key, text));
        }
        return new RowSet(SCHEMA, rows);
    }

    private void start(TaskHarness harness, JoinType type, int tasks, long limit) {
        harness.connector.add("left", left).add("right", right);
        List<SortKey> order = List.of(new SortKey(1, true, false), new SortKey(0, false, true));
        PlanNode merged = new ExchangeSourceNode(1, 1, GROUPED, order);
        PlanNode root = new WindowNode(
                2,
                merged,
                List.of(),
                order,
                List.of(new WindowCall.Ranking(
                        WindowFunction.ROW_NUMBER, List.of(), false, WindowFrame.DEFAULT, DataType.BIGINT)),
                GROUPED.concat(Schema.of(new Field("place", DataType.BIGINT, false))));
        harness.startRoot(
                limit == Long.MAX_VALUE ? root : new LimitNode(3, root, 0, limit), Map.of(), Map.of(1, tasks));
        TaskOutput toRoot = new TaskOutput(1, new Partitioning.MergeGather(order), TaskHarness.nodes(1));
        TaskOutput toFinal = new TaskOutput(2, new Partitioning.Hash(List.of(0)), TaskHarness.nodes(tasks));
        for (int task = 0; task < tasks; task++) {
            harness.start(
                    1,
                    task,
                    tasks,
                    new SortNode(10, finalStep(new ExchangeSourceNode(12, 2, PARTIAL, List.of())), order),
                    Map.of(),
                    Map.of(2, tasks),
                    toRoot,
                    Long.MAX_VALUE);
            harness.start(
                    2, task, tasks, partialStep(join(type)), Map.of(), Map.of(3, 2, 4, 1), toFinal, Long.MAX_VALUE);
        }
        scan(harness, "left", 2, 3, tasks);
        scan(harness, "right", 1, 4, tasks);
    }

    private static void scan(TaskHarness harness, String table, int producers, int exchange, int consumers) {
        TaskOutput output =
                new TaskOutput(exchange, new Partitioning.Hash(List.of(0)), TaskHarness.nodes(consumers));
        List<Split> splits = harness.connector.splits(table, 50);
        for (int i = 0; i < producers; i++) {
            int from = splits.size() * i / producers;
            int to = splits.size() * (i + 1) / producers;
            harness.start(
                    exchange,
                    i,
                    producers,
                    harness.connector.scan(40, table),
                    Map.of(40, splits.subList(from, to)),
                    Map.of(),
                    output,
                    Long.MAX_VALUE);
        }
    }

    private static PlanNode join(JoinType type) {
        return new HashJoinNode(
                20,
                type,
                new ExchangeSourceNode(21, 3, SCHEMA, List.of()),
                new ExchangeSourceNode(22, 4, SCHEMA, List.of()),
                List.of(0),
                List.of(0),
                List.of(false),
                Optional.empty(),
                JoinDistribution.PARTITIONED,
                List.of(0, 1, 2),
                JOINED);
    }

    private static AggregateCall call(AggregateFunction function, int argument, DataType type) {
        return new AggregateCall(
                function, List.of(argument), false, OptionalInt.empty(), List.of(), type);
    }

    private static PlanNode partialStep(PlanNode input) {
        return new AggregateNode(
                23,
                input,
                AggregateNode.Step.PARTIAL,
                List.of(1),
                List.of(
                        call(AggregateFunction.COUNT, 0, DataType.BIGINT), call(AggregateFunction.SUM, 2, SUM)),
                PARTIAL);
    }

    private static PlanNode finalStep(PlanNode input) {
        return new AggregateNode(
                11,
                input,
                AggregateNode.Step.FINAL,
                List.of(0),
                List.of(
                        call(AggregateFunction.COUNT, 1, DataType.BIGINT), call(AggregateFunction.SUM, 2, SUM)),
                GROUPED);
    }

    /// By text, the count of left keys and the sum of right ones, in the plan's order.
    private List<List<Object>> expected(JoinType type) {
        List<List<Object>> joined = new ArrayList<>();
        for (List<Object> probe : left.rows()) {
            List<List<Object>> matches = right.rows().stream()
                    .filter(build -> build.getFirst() != null && build.getFirst().equals(probe.getFirst()))
                    .toList();
            matches.forEach(build -> joined.add(Arrays.asList(probe.get(0), probe.get(1), build.get(0))));
            if (matches.isEmpty() && type.keepsProbeRows()) {
                joined.add(Arrays.asList(probe.get(0), probe.get(1), null));
            }
        }
        if (type.keepsBuildRows()) {
            for (List<Object> build : right.rows()) {
                if (build.getFirst() == null
                        || left.rows().stream().noneMatch(probe -> build.getFirst().equals(probe.getFirst()))) {
                    joined.add(Arrays.asList(null, null, build.get(0)));
                }
            }
        }
        Map<String, List<List<Object>>> groups = new TreeMap<>();
        joined.forEach(row -> groups
                .computeIfAbsent(Objects.requireNonNullElse((String) row.get(1), ""), _ -> new ArrayList<>())
                .add(row));
        List<List<Object>> result = new ArrayList<>();
        groups.forEach((text, rows) -> {
            List<Long> keys = rows.stream().map(row -> (Long) row.get(2)).filter(Objects::nonNull).toList();
            long sum = keys.stream().mapToLong(Long::longValue).sum();
            result.add(Arrays.asList(
                    text.isEmpty() ? null : text,
                    rows.stream().filter(row -> row.getFirst() != null).count(),
                    keys.isEmpty() ? null : BigDecimal.valueOf(sum)));
        });
        result.sort((a, b) -> Long.compare((Long) b.get(1), (Long) a.get(1)));
        for (int i = 0; i < result.size(); i++) {
            result.set(i, new ArrayList<>(result.get(i)));
            result.get(i).add(i + 1L);
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"INNER", "PROBE_OUTER", "BUILD_OUTER", "FULL_OUTER"})
    void everyOrderGivesTheSameRows(String name) {
        JoinType type = JoinType.valueOf(name);
        List<List<Object>> expected = expected(type);
        for (int seed = 0; seed < 12; seed++) {
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                start(harness, type, 1 + seed % 3, Long.MAX_VALUE);
                assertEquals(expected, harness.run(), "seed " + seed);
                assertEquals(List.of(), harness.errors);
            }
        }
    }

    @Test
    void limitEndsEverything() {
        List<List<Object>> expected = expected(JoinType.FULL_OUTER);
        for (int seed = 0; seed < 12; seed++) {
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                start(harness, JoinType.FULL_OUTER, 1 + seed % 3, 2);
                assertEquals(expected.subList(0, 2), harness.run(), "seed " + seed);
            }
        }
    }

    @Test
    void cancelAtRandomStepsLeaksNothing() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                start(harness, JoinType.FULL_OUTER, 1 + seed % 3, Long.MAX_VALUE);
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
    void oneFailingTaskFailsAllAboveIt() {
        for (int seed = 0; seed < 20; seed++) {
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                start(harness, JoinType.INNER, 2, Long.MAX_VALUE);
                for (int i = 0; i < 50 + 7 * seed && !harness.ended(); i++) {
                    harness.scheduler.step();
                }
                // The last task scans the build side.
                harness.tasks.getLast().cancel(new SheafException(ErrorCode.IO_ERROR, "the disk is gone"));
                harness.finish();
                harness.errors.forEach(error -> assertEquals(ErrorCode.IO_ERROR, error.code()));
            }
        }
    }

    @Test
    void tooLittleMemoryFailsTypedAndLeaksNothing() {
        List<List<Object>> expected = expected(JoinType.FULL_OUTER);
        int failed = 0;
        for (int seed = 0; seed < 24; seed++) {
            long memoryBytes = (16L << 10) << seed % 12;
            try (TaskHarness harness = new TaskHarness(seed, TaskHarness.settings(2, 64, 64), memoryBytes)) {
                start(harness, JoinType.FULL_OUTER, 2, Long.MAX_VALUE);
                harness.finish();
                harness.errors.forEach(error -> assertEquals(ErrorCode.OUT_OF_MEMORY, error.code()));
                if (harness.errors.isEmpty()) {
                    assertEquals(expected, harness.run());
                } else {
                    failed++;
                }
            }
        }
        assertTrue(failed > 2 && failed < 24, failed + " runs failed");
    }
}
