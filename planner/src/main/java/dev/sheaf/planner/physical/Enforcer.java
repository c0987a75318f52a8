// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import java.util.ArrayList;
import java.util.List;

/// Brings rows to where they are asked for by exchanges, where they don't lie there already.
final class Enforcer {
    private final NodeFactory nodes;

    Enforcer(NodeFactory nodes) {
        this.nodes = nodes;
    }

    /// All rows in one task.
    Candidate single(Candidate candidate, Estimate estimate) {
        return candidate.distribution().isSingle()
                ? candidate
                : new Candidate(
                        Distribution.SINGLE,
                        candidate.cost() + Costs.exchange(estimate, true),
                        columns -> nodes.exchange(candidate.build(columns), new Partitioning.Gather(), estimate));
    }

    /// Rows of equal keys in one task, by the hash of exactly those columns in that order.
    Candidate hashed(Candidate candidate, Estimate estimate, List<Integer> keys) {
        Distribution target = new Distribution.Hashed(keys);
        return candidate.distribution().equals(target)
                ? candidate
                : new Candidate(
                        target,
                        candidate.cost() + Costs.exchange(estimate, false),
                        columns -> hashExchange(candidate, estimate, keys, columns));
    }

    /// Rows of equal keys in one task, in whatever way they lie so already.
    Candidate gathered(Candidate candidate, Estimate estimate, List<Integer> keys) {
        return candidate.distribution().gathers(keys) ? candidate : hashed(candidate, estimate, keys);
    }

    /// All rows in every task: only for the build side of a join.
    Candidate replicated(Candidate candidate, Estimate estimate) {
        return new Candidate(
                Distribution.ARBITRARY,
                candidate.cost() + Costs.broadcast(estimate),
                columns -> nodes.exchange(candidate.build(columns), new Partitioning.Broadcast(), estimate));
    }

    /// Rows spread over the tasks.
    Candidate spread(Candidate candidate, Estimate estimate) {
        return candidate.distributed()
                ? candidate
                : new Candidate(
                        Distribution.ARBITRARY,
                        candidate.cost() + Costs.exchange(estimate, false),
                        columns -> nodes.exchange(candidate.build(columns), new Partitioning.RoundRobin(), estimate));
    }

    private PlanNode hashExchange(Candidate candidate, Estimate estimate, List<Integer> keys, List<Integer> columns) {
        List<Integer> all = union(columns, keys);
        PlanNode input = candidate.build(all);
        List<Integer> places = keys.stream().map(all::indexOf).toList();
        PlanNode exchange = nodes.exchange(input, new Partitioning.Hash(places), estimate);
        return all.size() == columns.size()
                ? exchange
                : nodes.select(exchange, columns.stream().map(all::indexOf).toList(), estimate);
    }

    /// The first list followed by what only the second has.
    static List<Integer> union(List<Integer> first, List<Integer> second) {
        List<Integer> all = new ArrayList<>(first);
        second.stream().filter(column -> !all.contains(column)).forEach(all::add);
        return all;
    }
}
