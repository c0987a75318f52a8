// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.RecursiveInputNode;
import dev.sheaf.core.plan.RecursiveUnionNode;
import dev.sheaf.planner.cost.ColumnEstimate;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Recursion;
import dev.sheaf.planner.logical.LogicalNode.WorkingTable;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Plans recursive queries. The step runs in one task: what in it doesn't depend on the rows of the last time is
/// computed once, in whatever way is cheapest, and brought there.
final class RecursionPlanner {
    /// How many times as many rows as its anchor a recursion is taken to give.
    private static final double GROWTH = 10;

    private final NodeFactory nodes;
    private final Enforcer enforcer;
    private final Function<LogicalNode, Candidates> planner;
    private final Map<Input, Estimate> inputs = new HashMap<>();

    private record Input(int number, int input) {}

    RecursionPlanner(NodeFactory nodes, Enforcer enforcer, Function<LogicalNode, Candidates> planner) {
        this.nodes = nodes;
        this.enforcer = enforcer;
        this.planner = planner;
    }

    Candidates plan(Recursion recursion) {
        Candidates anchor = planner.apply(recursion.anchor());
        int number = recursion.number();
        inputs.put(new Input(number, 0), anchor.estimate());
        List<LogicalNode> held = new ArrayList<>();
        LogicalNode step = withHeld(recursion.step(), number, Set.of(number), held);
        List<Candidate> made = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            Candidates rows = planner.apply(held.get(i));
            inputs.put(new Input(number, i + 1), rows.estimate());
            made.add(enforcer.single(rows.cheapest(), rows.estimate()));
        }
        Candidates once = planner.apply(step);
        Candidate first = enforcer.single(anchor.cheapest(), anchor.estimate());
        Candidate again = enforcer.single(once.cheapest(), once.estimate());
        Estimate estimate = estimate(recursion, anchor.estimate());
        double cost = first.cost() + made.stream().mapToDouble(Candidate::cost).sum() + GROWTH * again.cost();
        Candidate candidate = new Candidate(Distribution.SINGLE, cost, columns -> {
            List<PlanNode> heldNodes = new ArrayList<>();
            for (int i = 0; i < held.size(); i++) {
                heldNodes.add(whole(made.get(i), held.get(i).schema().size(), estimate(number, i + 1)));
            }
            int width = recursion.schema().size();
            PlanNode union = new RecursiveUnionNode(
                    nodes.id(estimate),
                    number,
                    recursion.distinct(),
                    whole(first, width, anchor.estimate()),
                    inOneTask(whole(again, width, once.estimate())),
                    heldNodes,
                    recursion.schema());
            return nodes.select(union, columns, estimate);
        });
        return new Candidates(estimate, List.of(candidate));
    }

    private static Estimate estimate(Recursion recursion, Estimate anchor) {
        double rows = anchor.rows() * GROWTH;
        List<ColumnEstimate> columns = recursion.schema().fields().stream()
                .map(field -> ColumnEstimate.unknown(field.type(), rows))
                .toList();
        return new Estimate(rows, columns);
    }

    /// What a step reads.
    Candidates read(WorkingTable table) {
        Estimate estimate = estimate(table.number(), table.input());
        Candidate candidate = new Candidate(Distribution.SINGLE, Costs.readMaterialized(estimate, false), columns -> {
            // Rows without columns would still have to be counted.
            List<Integer> read = columns.isEmpty() ? List.of(0) : columns;
            return new RecursiveInputNode(
                    nodes.id(estimate.rows(), estimate.select(read).rowBytes()),
                    table.number(),
                    table.input(),
                    read,
                    table.schema().select(read));
        });
        return new Candidates(estimate, List.of(candidate));
    }

    private Estimate estimate(int number, int input) {
        Estimate known = inputs.get(new Input(number, input));
        if (known == null) {
            throw new IllegalStateException("input " + input + " of recursion " + number + " is read outside of it");
        }
        return known;
    }

    private PlanNode whole(Candidate candidate, int width, Estimate estimate) {
        return nodes.exactly(candidate.build(IntStream.range(0, width).boxed().toList()), width, estimate);
    }

    /// Puts what doesn't depend on the recursion's rows aside.
    ///
    /// @param around the recursion, and those inside of it around the node
    private static LogicalNode withHeld(LogicalNode node, int number, Set<Integer> around, List<LogicalNode> held) {
        boolean leaf = node.inputs().isEmpty();
        boolean read = node instanceof LogicalNode.Scan || node instanceof LogicalNode.Shared;
        if (read || !leaf && !depends(node, around) && !isProduct(node)) {
            held.add(node);
            return new WorkingTable(number, held.size(), node.schema());
        }
        List<LogicalNode> replaced = new ArrayList<>();
        Set<Integer> inner = new HashSet<>(around);
        if (node instanceof Recursion recursion) {
            inner.add(recursion.number());
        }
        node.inputs().forEach(input -> replaced.add(withHeld(input, number, inner, held)));
        return replaced.isEmpty() ? node : node.withInputs(replaced);
    }

    private static boolean depends(LogicalNode node, Set<Integer> recursions) {
        return node instanceof WorkingTable table && recursions.contains(table.number())
                || node.inputs().stream().anyMatch(input -> depends(input, recursions));
    }

    /// All pairs, which are better made of those rows that the recursion's rows have left.
    private static boolean isProduct(LogicalNode node) {
        return node instanceof Join join
                && join.kind() == JoinKind.INNER
                && Literal.TRUE.equals(join.condition())
                && !LogicalNodes.givesOneRow(join.right());
    }

    /// Without exchanges: all is in one task.
    private static PlanNode inOneTask(PlanNode node) {
        List<PlanNode> children = new ArrayList<>();
        node.children().forEach(child -> children.add(inOneTask(child)));
        if (node instanceof ExchangeNode) {
            return children.getFirst();
        }
        return children.isEmpty() ? node : node.withChildren(children);
    }
}
