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
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.physical.PhysicalPlan;
import dev.sheaf.planner.physical.PhysicalPlanner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A planned query: its plan for reading, and plans that write its rows, each made when it is first asked for. Safe for
/// use by many threads; may be run any number of times.
public final class QueryPlan {
    private final LogicalNode root;
    private final List<DataType> parameters;
    private volatile @Nullable DistributedPlan plan;
    private volatile @Nullable Writing writing;

    /// The plan of the last write: a statement that is run again writes to the same table, mostly.
    private record Writing(WriteTarget target, boolean oneWriter, DistributedPlan plan) {}

    QueryPlan(LogicalNode root, List<DataType> parameters) {
        this.root = root;
        this.parameters = List.copyOf(parameters);
    }

    LogicalNode root() {
        return root;
    }

    /// The columns of the result under the names that the client sees.
    public Schema schema() {
        return root.schema();
    }

    /// The types of the `?` in the text, in order.
    public List<DataType> parameters() {
        return parameters;
    }

    /// The plan that gives the rows in one stream.
    public DistributedPlan plan() {
        DistributedPlan known = plan;
        if (known == null) {
            PhysicalPlan physical = PhysicalPlanner.plan(root);
            known = Fragmenter.cut(physical.root(), root.schema(), parameters, physical.estimates());
            plan = known;
        }
        return known;
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
        PhysicalPlan physical = oneWriter ? PhysicalPlanner.plan(root) : PhysicalPlanner.planDistributed(root);
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
