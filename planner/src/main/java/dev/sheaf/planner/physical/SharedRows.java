// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.logical.LogicalNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A shared subtree while the plan is made. Its rows are materialised in the cheapest way, and lie for readers as that
/// way left them. Once all readers have been built it is known which columns are kept.
final class SharedRows {
    private final int number;
    private final NodeFactory nodes;
    private final Schema schema;
    private final Estimate estimate;
    private final Candidate made;
    private final List<Integer> kept = new ArrayList<>();
    private boolean read;

    SharedRows(int number, LogicalNode subtree, Candidates candidates, NodeFactory nodes) {
        this.number = number;
        this.nodes = nodes;
        this.schema = subtree.schema();
        this.estimate = candidates.estimate();
        this.made = candidates.cheapest();
    }

    /// Making and keeping the rows.
    double cost() {
        return made.cost() + Costs.materialize(estimate, made.distributed());
    }

    /// What one reader may do.
    Candidates reader() {
        double cost = Costs.readMaterialized(estimate, made.distributed());
        return new Candidates(estimate, List.of(new Candidate(made.distribution(), cost, this::read)));
    }

    private PlanNode read(List<Integer> columns) {
        read = true;
        List<Integer> wanted = columns.isEmpty() ? narrowest() : columns;
        for (int column : wanted) {
            if (!kept.contains(column)) {
                kept.add(column);
            }
        }
        return new ReadMaterializedNode(
                nodes.id(estimate.rows(), estimate.select(wanted).rowBytes()),
                number,
                wanted.stream().map(kept::indexOf).toList(),
                schema.select(wanted));
    }

    /// Rows without columns would still have to be counted.
    private List<Integer> narrowest() {
        return IntStream.range(0, schema.size())
                .boxed()
                .min(java.util.Comparator.comparingDouble(column -> estimate.column(column).bytes()))
                .stream()
                .toList();
    }

    /// Puts the making of the rows above a plan that has been built, if the plan reads them.
    PlanNode above(PlanNode plan) {
        if (!read) {
            return plan;
        }
        PlanNode input = nodes.exactly(made.build(List.copyOf(kept)), kept.size(), estimate);
        return new MaterializeNode(nodes.id(estimate), number, input, List.of(plan));
    }
}
