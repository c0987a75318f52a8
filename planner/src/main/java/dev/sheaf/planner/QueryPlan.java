// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.fragment.Fragmenter;
import dev.sheaf.planner.logical.LogicalPlan;
import dev.sheaf.planner.physical.PhysicalPlan;
import dev.sheaf.planner.physical.PhysicalPlanner;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A planned query: its plan for reading, and plans that write its rows, each made when it is first asked for. Safe for
/// use by many threads; may be run any number of times.
public final class QueryPlan {
    private final List<LogicalPlan> alternatives;
    private final List<DataType> parameters;
    private volatile @Nullable DistributedPlan plan;
    private volatile @Nullable Writing writing;

    /// The plan of the last write: a statement that is run again writes to the same table, mostly.
    private record Writing(WriteTarget target, boolean oneWriter, DistributedPlan plan) {}

    /// @param alternatives plans of the same query, of which the cheapest is taken
    QueryPlan(List<LogicalPlan> alternatives, List<DataType> parameters) {
        this.alternatives = List.copyOf(alternatives);
        this.parameters = List.copyOf(parameters);
    }

    /// The columns of the result under the names that the client sees.
    public Schema schema() {
        return alternatives.getFirst().root().schema();
    }

    /// The types of the `?` in the text, in order.
    public List<DataType> parameters() {
        return parameters;
    }

    /// The plan that gives the rows in one stream.
    public DistributedPlan plan() {
        DistributedPlan known = plan;
        if (known == null) {
            PhysicalPlan physical = cheapest(PhysicalPlanner::plan);
            known = Fragmenter.cut(physical.root(), schema(), parameters, physical.estimates());
            plan = known;
        }
        return known;
    }

    private PhysicalPlan cheapest(Function<LogicalPlan, PhysicalPlan> planner) {
        return alternatives.stream()
                .map(planner)
                .min(Comparator.comparingDouble(PhysicalPlan::cost))
                .orElseThrow();
    }

    /// A plan that hands the rows to writers and gives what [TableWriteNode] gives, in one stream.
    ///
    /// @param target where to; its columns are this query's
    /// @param oneWriter whether all rows must go through one writer, in the query's order; else each task writes its
    /// own
    public DistributedPlan writeTo(WriteTarget target, boolean oneWriter) {
        Writing last = writing;
        if (last == null || last.oneWriter != oneWriter || !last.target.equals(target)) {
            last = new Writing(target, oneWriter, planWrite(target, oneWriter));
            writing = last;
        }
        return last.plan;
    }

    private DistributedPlan planWrite(WriteTarget target, boolean oneWriter) {
        PhysicalPlan physical = cheapest(oneWriter ? PhysicalPlanner::plan : PhysicalPlanner::planDistributed);
        Map<Integer, NodeEstimate> estimates = new HashMap<>(physical.estimates());
        int next = estimates.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        PlanNode write = new TableWriteNode(next, physical.root(), target);
        estimates.put(next, NodeEstimate.UNKNOWN);
        PlanNode gathered = write;
        if (!oneWriter) {
            gathered = new ExchangeNode(next + 1, write, new Partitioning.Gather());
            estimates.put(next + 1, NodeEstimate.UNKNOWN);
        }
        return Fragmenter.cut(gathered, TableWriteNode.SCHEMA, parameters, estimates);
    }
}
