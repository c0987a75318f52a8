// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.AggregateNode.Step;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.cost.Estimator;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The ways to aggregate: where the rows lie when groups are together already; in two steps, so that little is sent; or
/// of all rows sent to their group's task. Distinct aggregates of one argument are made plain by grouping on the
/// argument first.
final class AggregatePlanner {
    private final NodeFactory nodes;
    private final Enforcer enforcer;
    private final Aggregate aggregate;
    private final Candidates input;
    private final Estimate output;
    private final double groups;
    private final List<Integer> hashKeys;

    private AggregatePlanner(NodeFactory nodes, Aggregate aggregate, Candidates input, List<Integer> hashKeys) {
        this.nodes = nodes;
        this.enforcer = new Enforcer(nodes);
        this.aggregate = aggregate;
        this.input = input;
        this.output = Estimator.aggregate(
                input.estimate(), aggregate.keys(), aggregate.calls(), aggregate.schema());
        this.groups = output.rows();
        this.hashKeys = hashKeys;
    }

    static Candidates plan(NodeFactory nodes, Aggregate aggregate, Candidates input) {
        if (DistinctAggregates.separable(aggregate)) {
            Aggregate inner = DistinctAggregates.inner(aggregate);
            Aggregate outer = DistinctAggregates.outer(aggregate, inner);
            // Sent by the outer keys at once, the groups of both steps are together.
            List<Integer> hashKeys = aggregate.keys().isEmpty() ? inner.keys() : aggregate.keys();
            return plan(nodes, outer, plan(nodes, inner, input, hashKeys));
        }
        return plan(nodes, aggregate, input, aggregate.keys());
    }

    /// @param hashKeys the keys by whose hash rows are sent: all of the aggregate's or some
    private static Candidates plan(
            NodeFactory nodes, Aggregate aggregate, Candidates input, List<Integer> hashKeys) {
        AggregatePlanner planner = new AggregatePlanner(nodes, aggregate, input, hashKeys);
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : input.all()) {
            planner.add(candidate, candidates);
        }
        return new Candidates(planner.output, candidates);
    }

    private void add(Candidate candidate, List<Candidate> candidates) {
        List<Integer> keys = aggregate.keys();
        Estimate rows = input.estimate();
        if (candidate.distribution().gathers(keys)) {
            candidates.add(inPlace(candidate, candidate.distribution()));
            return;
        }
        if (AggregateSteps.possible(aggregate.calls())) {
            Estimate partial = output.withRows(Math.min(rows.rows(), groups * Costs.TASKS));
            double partialCost = candidate.cost() + Costs.aggregate(rows, groups, true);
            candidates.add(new Candidate(
                    Distribution.SINGLE,
                    partialCost + Costs.exchange(partial, true) + Costs.aggregate(partial, groups, false),
                    columns -> twoSteps(candidate, columns, true)));
            if (!keys.isEmpty()) {
                candidates.add(new Candidate(
                        outputHash(),
                        partialCost + Costs.exchange(partial, false) + Costs.aggregate(partial, groups, true),
                        columns -> twoSteps(candidate, columns, false)));
            }
        }
        if (keys.isEmpty()) {
            candidates.add(inPlace(enforcer.single(candidate, rows), Distribution.SINGLE));
        } else {
            candidates.add(inPlace(enforcer.hashed(candidate, rows, hashKeys), new Distribution.Hashed(hashKeys)));
        }
    }

    private Distribution outputHash() {
        return new Distribution.Hashed(hashPlaces());
    }

    /// The places of the hash keys among the output's columns.
    private List<Integer> hashPlaces() {
        return hashKeys.stream().map(aggregate.keys()::indexOf).toList();
    }

    private Candidate inPlace(Candidate candidate, Distribution distribution) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < aggregate.keys().size(); i++) {
            places.putIfAbsent(aggregate.keys().get(i), i);
        }
        double cost = candidate.cost() + Costs.aggregate(input.estimate(), groups, candidate.distributed());
        return new Candidate(distribution.remap(places), cost, columns -> {
            List<Integer> read = read();
            PlanNode node = candidate.build(read);
            return selected(node(node, Step.SINGLE, keys(read), calls(read), aggregate.schema()), columns);
        });
    }

    private PlanNode twoSteps(Candidate candidate, List<Integer> columns, boolean toOne) {
        List<Integer> read = read();
        PlanNode rows = candidate.build(read);
        List<AggregateCall> calls = calls(read);
        int keyCount = aggregate.keys().size();
        List<Field> fields = aggregate.schema().fields();
        AggregateSteps steps = AggregateSteps.of(
                rows.schema(),
                fields.subList(0, keyCount),
                calls,
                fields.subList(keyCount, fields.size()).stream().map(Field::name).toList());
        Estimate partial = output.withRows(Math.min(input.estimate().rows(), groups * Costs.TASKS));
        PlanNode first = new AggregateNode(
                nodes.id(partial.rows(), partial.rowBytes()), rows, Step.PARTIAL, keys(read), calls,
                steps.states());
        List<Integer> keys = IntStream.range(0, keyCount).boxed().toList();
        PlanNode sent = nodes.exchange(
                first,
                toOne
                        ? new dev.sheaf.core.plan.Partitioning.Gather()
                        : new dev.sheaf.core.plan.Partitioning.Hash(hashPlaces()),
                partial);
        return selected(node(sent, Step.FINAL, keys, steps.merging(), aggregate.schema()), columns);
    }

    private PlanNode node(PlanNode rows, Step step, List<Integer> keys, List<AggregateCall> calls, Schema schema) {
        return new AggregateNode(nodes.id(output), rows, step, keys, calls, schema);
    }

    private PlanNode selected(PlanNode node, List<Integer> columns) {
        return columns.isEmpty() ? node : nodes.select(node, columns, output);
    }

    /// The columns of the input that keys and calls read.
    private List<Integer> read() {
        List<Integer> read = new ArrayList<>(aggregate.keys());
        for (AggregateCall call : aggregate.calls()) {
            read = Enforcer.union(read, call.arguments());
            if (call.filter().isPresent()) {
                read = Enforcer.union(read, List.of(call.filter().getAsInt()));
            }
            read = Enforcer.union(read, call.order().stream().map(SortKey::column).toList());
        }
        return read.stream().distinct().toList();
    }

    private List<Integer> keys(List<Integer> read) {
        return aggregate.keys().stream().map(read::indexOf).toList();
    }

    private List<AggregateCall> calls(List<Integer> read) {
        return aggregate.calls().stream().map(call -> moved(call, read)).toList();
    }

    static AggregateCall moved(AggregateCall call, List<Integer> read) {
        return new AggregateCall(
                call.function(),
                call.arguments().stream().map(read::indexOf).toList(),
                call.distinct(),
                call.filter().isPresent()
                        ? OptionalInt.of(read.indexOf(call.filter().getAsInt()))
                        : OptionalInt.empty(),
                moved(call.order(), read),
                call.type(),
                call.position());
    }

    static List<SortKey> moved(List<SortKey> keys, List<Integer> read) {
        return keys.stream()
                .map(key -> new SortKey(read.indexOf(key.column()), key.descending(), key.nullsFirst()))
                .toList();
    }
}
