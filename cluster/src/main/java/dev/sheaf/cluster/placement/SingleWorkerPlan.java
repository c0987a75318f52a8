// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.placement;

import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.AggregateNode.Step;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TopNNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A plan for one worker, where an exchange would only copy rows from a task to its neighbour: all fragments become one
/// task, whose threads share hash tables, groups and orders, and both steps of an aggregation become one.
final class SingleWorkerPlan {
    private final DistributedPlan plan;
    private final NavigableMap<Integer, MaterializeNode> materialized = new TreeMap<>();

    private SingleWorkerPlan(DistributedPlan plan) {
        this.plan = plan;
    }

    /// The same query without exchanges. Nodes that stay keep their numbers, and with them their estimates.
    static DistributedPlan of(DistributedPlan plan) {
        if (plan.exchanges().isEmpty() || !ordersBySorting(plan)) {
            return plan;
        }
        SingleWorkerPlan joining = new SingleWorkerPlan(plan);
        PlanNode root = joining.withMaterialized(joining.joined(plan.root().root()));
        return new DistributedPlan(
                List.of(new Fragment(0, plan.root().placement(), root)),
                List.of(),
                plan.schema(),
                plan.parameters(),
                plan.estimates());
    }

    /// Whether every stream that is merged comes from one ordered source of its task: only then one task's rows are in
    /// order by themselves.
    private static boolean ordersBySorting(DistributedPlan plan) {
        return plan.exchanges().stream()
                .filter(exchange -> exchange.partitioning() instanceof Partitioning.MergeGather)
                .map(plan::sent)
                .allMatch(root -> root instanceof SortNode || root instanceof TopNNode);
    }

    /// Has all shared rows materialised above a plan, those of lower numbers first, since others are made of them.
    private PlanNode withMaterialized(PlanNode root) {
        PlanNode above = root;
        for (MaterializeNode shared : materialized.descendingMap().values()) {
            above = new MaterializeNode(shared.id(), shared.number(), shared.input(), List.of(above));
        }
        return above;
    }

    /// What an exchange's rows come from.
    private PlanNode producer(Exchange exchange) {
        if (plan.fragments().get(exchange.producerFragment()).root() instanceof MaterializeNode shared
                && !materialized.containsKey(shared.number())) {
            PlanNode input = joined(shared.input());
            materialized.put(
                    shared.number(), new MaterializeNode(shared.id(), shared.number(), input, shared.outputs()));
        }
        return joined(plan.sent(exchange));
    }

    private PlanNode joined(PlanNode node) {
        if (node instanceof ExchangeSourceNode source) {
            return producer(plan.exchanges().get(source.exchange()));
        }
        List<PlanNode> children = new ArrayList<>();
        node.children().forEach(child -> children.add(joined(child)));
        PlanNode over = children.isEmpty() ? node : node.withChildren(children);
        return over instanceof AggregateNode last
                && last.step() == Step.FINAL
                && last.input() instanceof AggregateNode first
                && first.step() == Step.PARTIAL
                && merges(last, first)
                        ? new AggregateNode(
                                last.id(), first.input(), Step.SINGLE, first.keys(), first.calls(), last.schema())
                        : over;
    }

    /// Whether an aggregation takes just the groups of another, in their order.
    private static boolean merges(AggregateNode last, AggregateNode first) {
        int keyCount = first.keys().size();
        List<Integer> keys = IntStream.range(0, keyCount).boxed().toList();
        List<Integer> states =
                IntStream.range(keyCount, first.schema().size()).boxed().toList();
        return last.keys().equals(keys)
                && last.calls().size() == first.calls().size()
                && last.calls().stream().flatMap(call -> call.arguments().stream()).toList().equals(states)
                && IntStream.range(0, first.calls().size())
                        .allMatch(i -> last.calls().get(i).function() == first.calls().get(i).function()
                                && last.calls().get(i).type().equals(first.calls().get(i).type()));
    }
}
