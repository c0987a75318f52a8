// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.AggregateNode.Step;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.Fragment.Placement;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SingleWorkerPlanTest {
    private static final Schema COLUMNS = new Schema(List.of(
            new Field("k", DataType.INTEGER, true), new Field("v", DataType.BIGINT, true)));
    private static final PlanNode ROWS = new ValuesNode(0, COLUMNS, List.of());
    private static final List<SortKey> KEYS = List.of(new SortKey(0, false, false));

    private static AggregateCall count(int... arguments) {
        return new AggregateCall(
                AggregateFunction.COUNT,
                java.util.Arrays.stream(arguments).boxed().toList(),
                false,
                OptionalInt.empty(),
                List.of(),
                DataType.BIGINT);
    }

    private static DistributedPlan plan(PlanNode consumer, PlanNode producer, Partitioning partitioning) {
        return new DistributedPlan(
                List.of(
                        new Fragment(0, Placement.SINGLE, consumer),
                        new Fragment(1, Placement.DISTRIBUTED, producer)),
                List.of(new Exchange(0, 1, 0, partitioning)),
                COLUMNS,
                List.of(),
                Map.of());
    }

    @Test
    void makesOneStepOfTwoAggregationSteps() {
        AggregateNode first =
                new AggregateNode(1, ROWS, Step.PARTIAL, List.of(0), List.of(count(1)), COLUMNS);
        PlanNode source = new ExchangeSourceNode(2, 0, COLUMNS, List.of());
        AggregateNode last = new AggregateNode(3, source, Step.FINAL, List.of(0), List.of(count(1)), COLUMNS);

        DistributedPlan joined = SingleWorkerPlan.of(plan(last, first, new Partitioning.Hash(List.of(0))));

        assertEquals(1, joined.fragments().size());
        assertEquals(List.of(), joined.exchanges());
        assertEquals(
                new AggregateNode(3, ROWS, Step.SINGLE, List.of(0), List.of(count(1)), COLUMNS),
                joined.root().root());
    }

    @Test
    void keepsTheOrderOfWhatIsMerged() {
        PlanNode ordered = new TopNNode(1, ROWS, KEYS, 5);
        PlanNode limit = new LimitNode(3, new ExchangeSourceNode(2, 0, COLUMNS, KEYS), 2, 3);

        DistributedPlan joined = SingleWorkerPlan.of(plan(limit, ordered, new Partitioning.MergeGather(KEYS)));

        assertEquals(new LimitNode(3, ordered, 2, 3), joined.root().root());
    }

    @Test
    void leavesAMergeOfStreamsThatNoSortMakes() {
        PlanNode limit = new LimitNode(3, new ExchangeSourceNode(2, 0, COLUMNS, KEYS), 2, 3);
        DistributedPlan plan = plan(limit, ROWS, new Partitioning.MergeGather(KEYS));

        assertSame(plan, SingleWorkerPlan.of(plan));
    }

    @Test
    void leavesPlansAloneForSeveralWorkers() {
        PlanNode limit = new LimitNode(3, new ExchangeSourceNode(2, 0, COLUMNS, List.of()), 2, 3);
        DistributedPlan plan = plan(limit, ROWS, new Partitioning.Gather());

        assertSame(plan, QueryPlacer.forWorkers(plan, 2));
        assertEquals(1, QueryPlacer.forWorkers(plan, 1).fragments().size());
    }
}
