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
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.data.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Two scans partitioned by key and joined in two tasks, which tell the tasks of the probe side which keys they need.
class NarrowedOutputTest {
    private static final Schema SCHEMA =
            Schema.of(new Field("key", DataType.BIGINT, true), new Field("number", DataType.INTEGER, true));
    private static final Schema JOINED =
            Schema.of(new Field("key", DataType.BIGINT, true), new Field("number", DataType.INTEGER, true));
    private static final int PROBE = 3;
    private static final int BUILD = 4;
    private static final int TASKS = 2;

    private final RowSet probe = rows(2000, 1, true);
    /// One key in twenty, from a quarter of the range on.
    private final RowSet build = rows(75, 20, false);

    /// Keys from -500 on, each so far from the one before it.
    private static RowSet rows(int count, int step, boolean nulls) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.asList(nulls && i % 10 == 3 ? null : (Long) (long) (i * step - 500), (long) i));
        }
        return new RowSet(SCHEMA, rows);
    }

    private void start(TaskHarness harness, JoinType type, RowSet buildRows, List<Integer> narrowed) {
        harness.connector.add("probe", probe).add("build", buildRows);
        harness.startRoot(new ExchangeSourceNode(1, 1, JOINED, List.of()), Map.of(), Map.of(1, TASKS));
        PlanNode join = new HashJoinNode(
                20,
                type,
                new ExchangeSourceNode(21, PROBE, SCHEMA, List.of()),
                new ExchangeSourceNode(22, BUILD, SCHEMA, List.of()),
                List.of(0),
                List.of(0),
                List.of(false),
                Optional.empty(),
                JoinDistribution.PARTITIONED,
                List.of(0, 1),
                JOINED);
        TaskOutput gathered = new TaskOutput(1, new Partitioning.Gather(), TaskHarness.nodes(1));
        for (int task = 0; task < TASKS; task++) {
            harness.start(1, task, TASKS, join, Map.of(), Map.of(PROBE, 2, BUILD, 1), gathered, Long.MAX_VALUE);
        }
        scan(harness, "probe", 2, PROBE, narrowed);
        scan(harness, "build", 1, BUILD, List.of());
    }

    private static void scan(
            TaskHarness harness, String table, int producers, int exchange, List<Integer> narrowed) {
        TaskOutput output = new TaskOutput(
                exchange, new Partitioning.Hash(List.of(0)), TaskHarness.nodes(TASKS), narrowed);
        List<Split> splits = harness.connector.splits(table, 100);
        for (int i = 0; i < producers; i++) {
            List<Split> share =
                    splits.subList(splits.size() * i / producers, splits.size() * (i + 1) / producers);
            harness.start(
                    exchange, i, producers, harness.connector.scan(40, table), Map.of(40, share), Map.of(), output,
                    Long.MAX_VALUE);
        }
    }

    private List<List<Object>> expected(JoinType type, RowSet buildRows) {
        List<List<Object>> expected = new ArrayList<>();
        for (List<Object> row : probe.rows()) {
            boolean match = buildRows.rows().stream()
                    .anyMatch(other -> other.getFirst() != null && other.getFirst().equals(row.getFirst()));
            if (match || type == JoinType.PROBE_OUTER) {
                expected.add(row);
            }
        }
        return expected;
    }

    private static List<List<Object>> sorted(List<List<Object>> rows) {
        return rows.stream().sorted(Comparator.comparing(row -> (Long) row.get(1))).toList();
    }

    private long sentBytes(long seed, List<Integer> narrowed) {
        try (TaskHarness harness = new TaskHarness(seed, TaskHarness.settings(2, 100, 100))) {
            start(harness, JoinType.INNER, build, narrowed);
            assertEquals(expected(JoinType.INNER, build), sorted(harness.run()), "seed " + seed);
            assertEquals(List.of(), harness.errors);
            return harness.network.sentBytes(PROBE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rowsThatNoTaskNeedsAreNotSent(long seed) {
        long all = sentBytes(seed, List.of());
        long needed = sentBytes(seed, List.of(0));
        assertTrue(needed * 2 < all, needed + " of " + all + " bytes");
    }

    @ParameterizedTest
    @EnumSource(names = {"INNER", "SEMI", "PROBE_OUTER"})
    void everyOrderGivesTheSameRows(JoinType type) {
        for (int seed = 0; seed < 12; seed++) {
            try (TaskHarness harness = TaskHarness.ofSeed(seed)) {
                // Where the join needs all rows, nobody says so: the scans go on after a while.
                start(harness, type, build, List.of(0));
                assertEquals(expected(type, build), sorted(harness.run()), "seed " + seed);
                assertEquals(List.of(), harness.errors);
            }
        }
    }

    @Test
    void whoHasNothingToJoinNeedsNothing() {
        try (TaskHarness harness = new TaskHarness(1, TaskHarness.settings(2, 100, 100))) {
            start(harness, JoinType.INNER, new RowSet(SCHEMA, List.of()), List.of(0));
            assertEquals(List.of(), harness.run());
            assertEquals(0, harness.network.sentBytes(PROBE));
        }
    }

    @Test
    void cancelAtAnyStepLeaksNothing() {
        for (int steps = 1; steps < 400; steps += 13) {
            try (TaskHarness harness = TaskHarness.ofSeed(steps)) {
                start(harness, JoinType.INNER, build, List.of(0));
                for (int i = 0; i < steps && !harness.ended(); i++) {
                    harness.scheduler.step();
                }
                harness.tasks.forEach(
                        task -> task.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "enough")));
                harness.finish();
            }
        }
    }

    @Test
    void withoutMemoryForTheKeysAllRowsAreSent() {
        int failed = 0;
        for (int seed = 0; seed < 24; seed++) {
            try (TaskHarness harness =
                    new TaskHarness(seed, TaskHarness.settings(2, 64, 64), (16L << 10) << seed % 12)) {
                start(harness, JoinType.INNER, build, List.of(0));
                harness.finish();
                harness.errors.forEach(error -> assertEquals(ErrorCode.OUT_OF_MEMORY, error.code()));
                if (harness.errors.isEmpty()) {
                    assertEquals(expected(JoinType.INNER, build), sorted(harness.run()));
                } else {
                    failed++;
                }
            }
        }
        assertTrue(failed < 24, failed + " runs failed");
    }
}
