// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The ways to order and limit: each task orders (and limits) its own rows, then one task merges them.
final class SortPlanner {
    private final NodeFactory nodes;
    private final Sort sort;
    private final Candidates input;
    private final Estimate output;
    private final long firstRows;

    private SortPlanner(NodeFactory nodes, Sort sort, Candidates input) {
        this.nodes = nodes;
        this.sort = sort;
        this.input = input;
        this.firstRows = sort.count() > Long.MAX_VALUE - sort.offset() ? Long.MAX_VALUE : sort.offset() + sort.count();
        this.output = input.estimate().withRows(Math.min(input.estimate().rows(), (double) sort.count()));
    }

    static Candidates plan(NodeFactory nodes, Sort sort, Candidates input) {
        SortPlanner planner = new SortPlanner(nodes, sort, input);
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : input.all()) {
            double cost = candidate.cost() + Costs.exchange(planner.sentRows(), true)
                    + (sort.keys().isEmpty() ? 0 : Costs.sort(input.estimate(), candidate.distributed()));
            candidates.add(
                    new Candidate(Distribution.SINGLE, cost, columns -> planner.build(candidate, columns)));
        }
        return new Candidates(planner.output, candidates);
    }

    private Estimate sentRows() {
        Estimate all = input.estimate();
        return all.withRows(Math.min(all.rows(), (double) firstRows * Costs.TASKS));
    }

    private PlanNode build(Candidate candidate, List<Integer> columns) {
        List<Integer> keyColumns = sort.keys().stream().map(SortKey::column).distinct().toList();
        List<Integer> all = Enforcer.union(columns, keyColumns);
        PlanNode rows = candidate.build(all);
        List<SortKey> keys = AggregatePlanner.moved(sort.keys(), all);
        PlanNode ordered = ordered(rows, keys);
        if (candidate.distributed()) {
            Partitioning partitioning =
                    keys.isEmpty() ? new Partitioning.Gather() : new Partitioning.MergeGather(keys);
            ordered = nodes.exchange(ordered, partitioning, sentRows());
        }
        boolean limitedAlready = !candidate.distributed() && sort.offset() == 0;
        if (sort.limited() && !limitedAlready) {
            ordered = new LimitNode(nodes.id(output), ordered, sort.offset(), sort.count());
        }
        return all.size() == columns.size()
                ? ordered
                : nodes.select(ordered, columns.stream().map(all::indexOf).toList(), output);
    }

    /// The task's own rows, ordered and no more than could come out.
    private PlanNode ordered(PlanNode rows, List<SortKey> keys) {
        boolean limited = firstRows != Long.MAX_VALUE;
        if (keys.isEmpty()) {
            return limited ? new LimitNode(nodes.id(output), withLimit(rows), 0, firstRows) : rows;
        }
        return limited
                ? new TopNNode(nodes.id(output), rows, keys, firstRows)
                : new SortNode(nodes.id(input.estimate()), rows, keys);
    }

    /// A scan right below need not read on once it has given enough.
    private PlanNode withLimit(PlanNode rows) {
        return rows instanceof ScanNode scan
                ? new ScanNode(
                        scan.id(),
                        scan.table(),
                        scan.columns(),
                        scan.schema(),
                        scan.constraints(),
                        OptionalLong.of(firstRows))
                : rows;
    }
}
