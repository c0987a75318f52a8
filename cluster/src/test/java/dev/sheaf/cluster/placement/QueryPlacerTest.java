// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.cluster.placement.PlacedQuery.PlacedTask;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryPlacerTest {
    private static final Schema COLUMNS = new Schema(List.of(new Field("i", DataType.BIGINT, true)));
    private static final List<String> WORKERS = List.of("a", "b", "c");
    private static final int SCAN = 7;

    private final Map<String, Integer> running = new HashMap<>();
    private int askedParallelism;

    @Test
    void splitsAreDealtByBytesAndEachOnce() {
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            splits.add(split(i, 100 + 10 * i));
        }
        PlacedQuery placed = place(splits, 4, 1);
        List<PlacedTask> scans = tasks(placed, 1);
        assertEquals(12, askedParallelism);
        assertEquals(3, scans.size());
        assertEquals(Set.of("a", "b", "c"), nodes(scans));
        Set<Split> seen = new HashSet<>();
        long least = Long.MAX_VALUE;
        long most = 0;
        for (PlacedTask task : scans) {
            long bytes = 0;
            for (Split split : task.task().splits().get(SCAN)) {
                assertTrue(seen.add(split), "twice: " + split);
                bytes += split.byteCount();
            }
            least = Math.min(least, bytes);
            most = Math.max(most, bytes);
        }
        assertEquals(Set.copyOf(splits), seen);
        assertTrue(most - least <= 400, least + " to " + most);
    }

    @Test
    void thereIsNoTaskWithoutASplitButAlwaysOne() {
        assertEquals(2, tasks(place(List.of(split(0, 5), split(1, -1)), 1, 1), 1).size());
        assertEquals(1, tasks(place(List.of(), 1, 1), 1).size());
    }

    @Test
    void tasksKnowWhereTheirInputAndOutputIs() {
        PlacedQuery placed = place(List.of(split(0, 1), split(1, 1), split(2, 1)), 1, 4);
        List<PlacedTask> roots = tasks(placed, 0);
        assertEquals(1, roots.size());
        assertEquals(placed.resultNode(), roots.getFirst().node());
        assertEquals(TaskOutput.RESULT, roots.getFirst().task().outputs().getFirst().exchange());
        assertEquals(List.of("client"), roots.getFirst().task().outputs().getFirst().consumerNodes());
        List<PlacedTask> scans = tasks(placed, 1);
        assertEquals(
                scans.stream().map(PlacedTask::node).toList(),
                roots.getFirst().task().inputs().getFirst().producerNodes());
        for (PlacedTask scan : scans) {
            assertEquals(List.of(roots.getFirst().node()), scan.task().outputs().getFirst().consumerNodes());
        }
    }

    @Test
    void queriesBeginAtDifferentWorkers() {
        Set<String> roots = new HashSet<>();
        for (int query = 1; query <= 3; query++) {
            roots.add(place(List.of(split(0, 1)), 1, query).resultNode());
        }
        assertEquals(Set.copyOf(WORKERS), roots);
    }

    @Test
    void aBusyWorkerIsPassedOver() {
        running.putAll(Map.of(WORKERS.get(0), 1, WORKERS.get(1), 1));
        for (int query = 1; query <= 3; query++) {
            assertEquals(WORKERS.get(2), place(List.of(split(0, 1)), 1, query).resultNode());
        }
        running.putAll(Map.of(WORKERS.get(0), 3, WORKERS.get(1), 2, WORKERS.get(2), 4));
        for (int query = 1; query <= 3; query++) {
            assertEquals(WORKERS.get(1), place(List.of(split(0, 1)), 1, query).resultNode());
        }
    }

    @Test
    void workersGetAsMuchAsTheyHaveThreads() {
        List<Split> splits = IntStream.range(0, 80).mapToObj(i -> split(i, 100)).toList();
        List<WorkerSeat> seats = List.of(new WorkerSeat("small", 1, 0), new WorkerSeat("large", 3, 0));
        PlacedQuery placed = new QueryPlacer((_, _) -> splits)
                .place(gatheredScan(), new StatementContext(1, Principal.EMBEDDED, "UTC", 0, 1), seats, "client",
                        Long.MAX_VALUE);
        for (PlacedTask task : tasks(placed, 1)) {
            assertEquals(
                    task.node().equals("large") ? 60 : 20,
                    task.task().splits().get(SCAN).size());
        }
    }

    @Test
    void tablesThatOneNodeHasAreReadThere() {
        List<WorkerSeat> seats = List.of(new WorkerSeat("a", 1, 0), new WorkerSeat("b", 1, 0));
        PlacedQuery placed = new QueryPlacer((_, _) -> List.of(split(0, 1), split(1, 1)),
                new QueryPlacer.TablePlace("test", "c"))
                .place(gatheredScan(), new StatementContext(1, Principal.EMBEDDED, "UTC", 0, 1), seats, "client",
                        Long.MAX_VALUE);
        assertEquals(List.of("c"), tasks(placed, 1).stream().map(PlacedTask::node).toList());
        assertEquals(List.of("c"), tasks(placed, 0).getFirst().task().inputs().getFirst().producerNodes());
    }

    @Test
    void producersAreToldOfWhichColumnsOnlySomeValuesAreNeeded() {
        assertEquals(List.of(0), narrowed(JoinType.INNER, DataType.BIGINT, false));
        assertEquals(List.of(0), narrowed(JoinType.BUILD_ANTI, DataType.DATE, false));
        assertEquals(List.of(), narrowed(JoinType.ANTI, DataType.BIGINT, false));
        assertEquals(List.of(), narrowed(JoinType.INNER, DataType.VARCHAR, false));
        assertEquals(List.of(), narrowed(JoinType.INNER, DataType.BIGINT, true));
    }

    /// What the probe side's tasks are told when two scans are joined; the build side's must be told nothing.
    private List<Integer> narrowed(JoinType type, DataType keyType, boolean nullsEqual) {
        Schema key = new Schema(List.of(new Field("k", keyType, true)));
        HashJoinNode join = new HashJoinNode(
                1,
                type,
                new ExchangeSourceNode(2, 0, key, List.of()),
                new ExchangeSourceNode(3, 1, key, List.of()),
                List.of(0),
                List.of(0),
                List.of(nullsEqual),
                Optional.empty(),
                JoinDistribution.PARTITIONED,
                List.of(0),
                key);
        ScanNode scan = new ScanNode(
                SCAN, TableHandle.of("test", "t", Map.of()), List.of(0), key, List.of(), OptionalLong.empty());
        DistributedPlan plan = new DistributedPlan(
                List.of(
                        new Fragment(0, Fragment.Placement.SINGLE, join),
                        new Fragment(1, Fragment.Placement.DISTRIBUTED, scan),
                        new Fragment(2, Fragment.Placement.DISTRIBUTED, scan)),
                List.of(
                        new Exchange(0, 1, 0, new Partitioning.Gather()),
                        new Exchange(1, 2, 0, new Partitioning.Gather())),
                key,
                List.of(),
                Map.of());
        PlacedQuery placed = place(plan, List.of(split(0, 1), split(1, 1)), 1, 1);
        tasks(placed, 2).forEach(
                task -> assertEquals(List.of(), task.task().outputs().getFirst().narrowedColumns()));
        return tasks(placed, 1).getFirst().task().outputs().getFirst().narrowedColumns();
    }

    private PlacedQuery place(List<Split> splits, int threads, long query) {
        return place(gatheredScan(), splits, threads, query);
    }

    private static DistributedPlan gatheredScan() {
        ScanNode scan = new ScanNode(
                SCAN, TableHandle.of("test", "t", Map.of()), List.of(0), COLUMNS, List.of(), OptionalLong.empty());
        return new DistributedPlan(
                List.of(
                        new Fragment(
                                0, Fragment.Placement.SINGLE, new ExchangeSourceNode(1, 0, COLUMNS, List.of())),
                        new Fragment(1, Fragment.Placement.DISTRIBUTED, scan)),
                List.of(new Exchange(0, 1, 0, new Partitioning.Gather())),
                COLUMNS,
                List.of(),
                Map.of());
    }

    private PlacedQuery place(DistributedPlan plan, List<Split> splits, int threads, long query) {
        QueryPlacer placer = new QueryPlacer(
                (_, parallelism) -> {
                    askedParallelism = parallelism;
                    return splits;
                });
        StatementContext statement = new StatementContext(query, Principal.EMBEDDED, "UTC", 0, 1);
        List<WorkerSeat> seats = WORKERS.stream()
                .map(name -> new WorkerSeat(name, threads, running.getOrDefault(name, 0)))
                .toList();
        return placer.place(plan, statement, seats, "client", Long.MAX_VALUE);
    }

    private static Split split(int number, long bytes) {
        return Split.of("test", 10, bytes, Map.of("number", Integer.toString(number)));
    }

    private static List<PlacedTask> tasks(PlacedQuery placed, int fragment) {
        return placed.tasks().stream()
                .filter(task -> task.task().fragment() == fragment)
                .toList();
    }

    private static Set<String> nodes(List<PlacedTask> tasks) {
        Set<String> nodes = new HashSet<>();
        tasks.forEach(task -> nodes.add(task.node()));
        return nodes;
    }
}
