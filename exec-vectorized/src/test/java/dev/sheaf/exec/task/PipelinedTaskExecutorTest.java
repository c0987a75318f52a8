// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.plan.EnforceSingleRowNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.data.RowOrdering;
import dev.sheaf.testkit.data.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipelinedTaskExecutorTest {
    private static final Schema SCHEMA = Schema.of(
            new Field("id", DataType.BIGINT, false), new Field("text", DataType.VARCHAR, true));
    private static final RowSet ROWS = rows(500);

    /// A seed and the sizes to run with.
    record Config(long seed, int threads, int chunkRows, int batchRows) {
        TaskHarness harness() {
            TaskHarness harness = new TaskHarness(seed, TaskHarness.settings(threads, chunkRows, batchRows));
            harness.connector.add("t", ROWS).add("empty", new RowSet(SCHEMA, List.of()));
            return harness;
        }
    }

    static Stream<Config> configs() {
        return IntStream.range(0, 5)
                .boxed()
                .flatMap(seed -> Stream.of(
                        new Config(seed, 1 + seed % 3, 1, 1),
                        new Config(seed, 1 + seed % 3, 7, 5),
                        new Config(seed, 1 + seed % 3, 1024, 64)));
    }

    private static RowSet rows(int count) {
        List<List<Object>> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            rows.add(
                    Arrays.asList(i, i % 5 == 0 ? null : i % 3 == 0 ? "a long text that is not inline " + i : "t" + i));
        }
        return new RowSet(SCHEMA, rows);
    }

    private static Expression id() {
        return new Expression.ColumnReference(0, DataType.BIGINT, false);
    }

    private static Expression call(ScalarFunction function, DataType type, long right) {
        return new Expression.Call(
                function, List.of(id(), Literal.of(right)), type, false, SourcePosition.UNKNOWN);
    }

    private static FilterNode below(int node, PlanNode input, long bound) {
        return new FilterNode(node, input, call(ScalarFunction.LESS_THAN, DataType.BOOLEAN, bound));
    }

    private static List<List<Object>> sorted(List<List<Object>> rows) {
        List<List<Object>> copy = new ArrayList<>(rows);
        copy.sort(Comparator.comparing(row -> (Long) row.getFirst()));
        return copy;
    }

    @ParameterizedTest
    @MethodSource("configs")
    void scanFilterProject(Config config) {
        for (long bound : new long[] {0, 3, 120, 499, 500}) {
            try (TaskHarness harness = config.harness()) {
                ScanNode scan = harness.connector.scan(1, "t");
                ProjectNode project = new ProjectNode(
                        3,
                        below(2, scan, bound),
                        List.of(
                                call(ScalarFunction.ADD, DataType.BIGINT, 1000),
                                new Expression.ColumnReference(1, DataType.VARCHAR, true)),
                        SCHEMA);
                harness.startRoot(project, Map.of(1, harness.connector.splits("t", 60)), Map.of());
                List<List<Object>> expected = ROWS.rows().subList(0, (int) bound).stream()
                        .map(row -> Arrays.asList((Long) row.get(0) + 1000, row.get(1)))
                        .toList();
                assertEquals(expected, sorted(harness.run()), config.toString());
                assertEquals(500, rowsOf(harness, 1));
                assertEquals(bound, rowsOf(harness, 2));
                assertEquals(bound, rowsOf(harness, 3));
            }
        }
    }

    private static long rowsOf(TaskHarness harness, int node) {
        return harness.statistics.getFirst().nodes().stream()
                .filter(stats -> stats.node() == node)
                .findFirst()
                .orElseThrow()
                .outputRows();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void limitStopsTheScan(Config config) {
        for (long[] limit : new long[][] {{0, 0}, {0, 1}, {5, 10}, {490, 100}, {600, 5}, {3, Long.MAX_VALUE}}) {
            try (TaskHarness harness = config.harness()) {
                LimitNode node = new LimitNode(2, harness.connector.scan(1, "t"), limit[0], limit[1]);
                harness.startRoot(node, Map.of(1, harness.connector.splits("t", 100)), Map.of());
                List<List<Object>> result = harness.run();
                assertEquals(Math.min(limit[1], Math.max(0, 500 - limit[0])), result.size(), config.toString());
                assertEquals(result.size(), new HashSet<>(result).size());
                assertTrue(ROWS.rows().containsAll(result));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void unionOfManyKinds(Config config) {
        try (TaskHarness harness = config.harness()) {
            ValuesNode values = new ValuesNode(
                    3,
                    SCHEMA,
                    List.of(
                            List.of(Literal.of(-1), Literal.of("one of the longer texts")),
                            List.of(Literal.of(-2), Literal.ofNull(DataType.VARCHAR))));
            UnionNode union = new UnionNode(
                    4,
                    List.of(
                            harness.connector.scan(1, "t"),
                            harness.connector.scan(2, "empty"),
                            values,
                            below(6, harness.connector.scan(5, "t"), 2)),
                    SCHEMA);
            harness.startRoot(
                    union,
                    Map.of(1, harness.connector.splits("t", 100), 5, harness.connector.splits("t", 250)),
                    Map.of());
            List<List<Object>> expected = new ArrayList<>(ROWS.rows());
            expected.addAll(ROWS.rows().subList(0, 2));
            expected.add(List.of(-1L, "one of the longer texts"));
            expected.add(Arrays.asList(-2L, null));
            assertEquals(sorted(expected), sorted(harness.run()), config.toString());
        }
    }

    @Test
    void unionWithLimitSkipsWhatIsNotNeeded() {
        for (Config config : configs().toList()) {
            try (TaskHarness harness = config.harness()) {
                PlanNode single = new EnforceSingleRowNode(
                        3, below(2, harness.connector.scan(1, "t"), 1), SourcePosition.UNKNOWN);
                LimitNode limit = new LimitNode(
                        5, new UnionNode(4, List.of(single, harness.connector.scan(6, "t")), SCHEMA), 0, 2);
                harness.startRoot(
                        limit,
                        Map.of(1, harness.connector.splits("t", 10), 6, harness.connector.splits("t", 10)),
                        Map.of());
                assertEquals(2, harness.run().size(), config.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void singleRow(Config config) {
        for (long bound : new long[] {0, 1, 2}) {
            try (TaskHarness harness = config.harness()) {
                PlanNode single = new EnforceSingleRowNode(
                        3, below(2, harness.connector.scan(1, "t"), bound), new SourcePosition(1, 2, 1, 3));
                harness.startRoot(single, Map.of(1, harness.connector.splits("t", 100)), Map.of());
                if (bound == 2) {
                    SheafException error = assertThrows(SheafException.class, harness::run);
                    assertEquals(ErrorCode.CARDINALITY_VIOLATION, error.code());
                    assertEquals(1, error.position().line());
                    harness.scheduler.runUntil(harness::ended, TaskHarness.STEPS_MAX);
                } else {
                    List<Object> row = bound == 0 ? Arrays.asList(null, null) : ROWS.rows().getFirst();
                    assertEquals(List.of(row), harness.run());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void groupingSets(Config config) {
        try (TaskHarness harness = config.harness()) {
            GroupingSetsNode sets = new GroupingSetsNode(
                    2, harness.connector.scan(1, "t"), List.of(1, 0), List.of(List.of(0, 1), List.of(0), List.of()));
            harness.startRoot(sets, Map.of(1, harness.connector.splits("t", 100)), Map.of());
            Set<List<Object>> expected = new HashSet<>();
            for (List<Object> row : ROWS.rows()) {
                expected.add(Arrays.asList(row.get(1), row.get(0), row.get(0), row.get(1), 0L));
                expected.add(Arrays.asList(row.get(1), null, row.get(0), row.get(1), 1L));
                expected.add(Arrays.asList(null, null, row.get(0), row.get(1), 2L));
            }
            List<List<Object>> result = harness.run();
            assertEquals(1500, result.size());
            assertEquals(expected, new HashSet<>(result), config.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void writersReportWhatTheyTook(Config config) {
        for (String table : List.of("t", "empty")) {
            try (TaskHarness harness = config.harness()) {
                WriteTarget target = WriteTarget.of("fake", "target", SCHEMA, Map.of());
                PlanNode write = new TableWriteNode(2, harness.connector.scan(1, table), target);
                harness.startRoot(write, Map.of(1, harness.connector.splits(table, 100)), Map.of());
                List<List<Object>> result = harness.run();
                long rows = result.stream().mapToLong(row -> (Long) row.getFirst()).sum();
                assertTrue(!result.isEmpty() && result.size() <= config.threads());
                assertEquals(table.equals("t") ? 500 : 0, rows);
                assertEquals(
                        table.equals("t") ? ROWS.rows() : List.of(), sorted(harness.connector.written("target")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void mergedStreamsKeepTheirOrder(Config config) {
        List<SortKey> keys = List.of(new SortKey(1, true, false), new SortKey(0, false, false));
        for (int limit : new int[] {Integer.MAX_VALUE, 9}) {
            try (TaskHarness harness = config.harness()) {
                ExchangeSourceNode merged = new ExchangeSourceNode(10, 2, SCHEMA, keys);
                harness.startRoot(
                        limit == 9 ? new LimitNode(11, merged, 1, 9) : merged, Map.of(), Map.of(2, 3));
                TaskOutput output = new TaskOutput(2, new Partitioning.MergeGather(keys), TaskHarness.nodes(1));
                var splits = harness.connector.splits("t", 50);
                for (int i = 0; i < 3; i++) {
                    PlanNode scan = harness.connector.scan(30, i == 2 ? "empty" : "t");
                    harness.start(
                            1,
                            i,
                            3,
                            limit == 9 ? new TopNNode(31, scan, keys, 10) : new SortNode(31, scan, keys),
                            i == 2 ? Map.of() : Map.of(30, splits.subList(i * 5, i * 5 + 5)),
                            Map.of(),
                            output,
                            Long.MAX_VALUE);
                }
                List<List<Object>> expected = new ArrayList<>(ROWS.rows());
                expected.sort(RowOrdering.by(keys));
                assertEquals(limit == 9 ? expected.subList(1, 10) : expected, harness.run(), config.toString());
            }
        }
    }

    static Stream<Partitioning> partitionings() {
        return Stream.of(
                new Partitioning.Hash(List.of(0)),
                new Partitioning.Hash(List.of(1, 0)),
                new Partitioning.RoundRobin(),
                new Partitioning.Broadcast());
    }

    @ParameterizedTest
    @MethodSource("partitionings")
    void exchangeBetweenFragments(Partitioning partitioning) {
        for (Config config : configs().toList()) {
            for (int consumers = 1; consumers <= 3; consumers++) {
                try (TaskHarness harness = config.harness()) {
                    startFragments(harness, partitioning, consumers, Integer.MAX_VALUE);
                    List<List<Object>> expected = new ArrayList<>();
                    for (int i = 0; i < (partitioning instanceof Partitioning.Broadcast ? consumers : 1); i++) {
                        expected.addAll(ROWS.rows());
                    }
                    assertEquals(sorted(expected), sorted(harness.run()), config + " " + consumers);
                }
            }
        }
    }

    /// Two producers scan, `consumers` tasks pass on, the root gathers and limits.
    private static void startFragments(
            TaskHarness harness, Partitioning partitioning, int consumers, int limit) {
        ExchangeSourceNode gathered = new ExchangeSourceNode(10, 2, SCHEMA, List.of());
        PlanNode root = limit == Integer.MAX_VALUE ? gathered : new LimitNode(11, gathered, 0, limit);
        harness.startRoot(root, Map.of(), Map.of(2, consumers));
        TaskOutput toRoot = new TaskOutput(2, new Partitioning.Gather(), TaskHarness.nodes(1));
        for (int i = 0; i < consumers; i++) {
            harness.start(
                    1, i, consumers, new ExchangeSourceNode(20, 3, SCHEMA, List.of()), Map.of(), Map.of(3, 2), toRoot,
                    Long.MAX_VALUE);
        }
        TaskOutput toConsumers = new TaskOutput(3, partitioning, TaskHarness.nodes(consumers));
        for (int i = 0; i < 2; i++) {
            var all = harness.connector.splits("t", 50);
            harness.start(
                    2,
                    i,
                    2,
                    harness.connector.scan(30, "t"),
                    Map.of(30, all.subList(i * 5, i * 5 + 5)),
                    Map.of(),
                    toConsumers,
                    Long.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @MethodSource("partitionings")
    void limitAtTheRootStopsAllFragments(Partitioning partitioning) {
        for (Config config : configs().toList()) {
            try (TaskHarness harness = config.harness()) {
                startFragments(harness, partitioning, 3, 7);
                assertEquals(7, harness.run().size());
                assertEquals(List.of(), harness.errors);
            }
        }
    }

    @Test
    void clientThatClosesEarlyEndsTheTaskWell() {
        for (Config config : configs().toList()) {
            try (TaskHarness harness = config.harness().clientTakes(3)) {
                startFragments(harness, new Partitioning.RoundRobin(), 2, Integer.MAX_VALUE);
                harness.run();
                assertEquals(List.of(), harness.errors);
            }
        }
    }

    @Test
    void cancelAtAnyStepEndsEverything() {
        for (Config config : configs().toList()) {
            for (long steps = 1; steps < 3000; steps = steps * 2 + config.seed() % 3) {
                try (TaskHarness harness = config.harness()) {
                    startFragments(harness, new Partitioning.Hash(List.of(0)), 3, Integer.MAX_VALUE);
                    while (harness.scheduler.steps() < steps && !harness.ended()) {
                        harness.scheduler.step();
                    }
                    SheafException reason = new SheafException(ErrorCode.QUERY_CANCELLED, "enough");
                    harness.tasks.forEach(task -> task.cancel(reason));
                    harness.scheduler.runUntil(harness::ended, TaskHarness.STEPS_MAX);
                    harness.errors.forEach(error -> assertEquals(ErrorCode.QUERY_CANCELLED, error.code()));
                }
            }
        }
    }

    @Test
    void errorReachesTheClient() {
        for (Config config : configs().toList()) {
            try (TaskHarness harness = config.harness()) {
                ProjectNode overflow = new ProjectNode(
                        2,
                        harness.connector.scan(1, "t"),
                        List.of(call(ScalarFunction.ADD, DataType.BIGINT, Long.MAX_VALUE - 300)),
                        Schema.of(new Field("sum", DataType.BIGINT, false)));
                harness.startRoot(overflow, Map.of(1, harness.connector.splits("t", 50)), Map.of());
                SheafException error = assertThrows(SheafException.class, harness::run);
                assertEquals(ErrorCode.NUMERIC_OUT_OF_RANGE, error.code());
                harness.scheduler.runUntil(harness::ended, TaskHarness.STEPS_MAX);
                assertEquals(1, harness.errors.size());
            }
        }
    }

    @Test
    void taskThatTakesTooLongFails() {
        try (TaskHarness harness = new Config(1, 2, 7, 7).harness()) {
            // Nobody ever feeds this exchange.
            ExchangeSourceNode source = new ExchangeSourceNode(1, 5, SCHEMA, List.of());
            harness.startRoot(source, Map.of(), Map.of(5, 2), 1_000_000_000);
            SheafException error = assertThrows(SheafException.class, harness::run);
            assertEquals(ErrorCode.STATEMENT_TIMEOUT, error.code());
        }
    }

    @Test
    void unknownConnectorFailsTheTaskAndItsChannels() {
        try (TaskHarness harness = new Config(1, 2, 7, 7).harness()) {
            ScanNode scan = harness.connector.scan(1, "t");
            ScanNode other = new ScanNode(
                    1,
                    dev.sheaf.core.catalog.TableHandle.of("nowhere", "t", Map.of()),
                    scan.columns(),
                    scan.schema(),
                    scan.constraints(),
                    scan.limitRows());
            UnionNode union = new UnionNode(
                    2, List.of(new ExchangeSourceNode(3, 5, SCHEMA, List.of()), other), SCHEMA);
            harness.startRoot(union, Map.of(), Map.of(5, 2));
            SheafException error = assertThrows(SheafException.class, harness::run);
            assertEquals(ErrorCode.INTERNAL_ERROR, error.code());
        }
    }
}
