// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.GroupingSets;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.Recursion;
import dev.sheaf.planner.logical.LogicalNode.Scan;
import dev.sheaf.planner.logical.LogicalNode.Shared;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalNode.WorkingTable;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Finds the subtrees that stand in a tree more than once, as references to one WITH query or one view do, and repeated
/// subqueries. Equal subtrees get one number each, from the leaves up (hash consing), so that a subtree that several
/// others have below them is found at its largest, and only once in what is shared itself.
///
/// To be asked before conditions are pushed down and columns are left out, since these make references differ.
public final class CommonSubtrees {
    private final Map<Shape, Integer> numbers = new HashMap<>();
    private final List<Subtree> subtrees = new ArrayList<>();
    private final int root;

    /// What makes subtrees equal: the node with the numbers of its inputs in their place.
    ///
    /// @param node null for a table, whose statistics make no difference
    /// @param draws where the calls stand in the text that give another value each time: two of them are never equal,
    /// but one of them may be met twice
    private record Shape(
            @org.jspecify.annotations.Nullable LogicalNode node,
            @org.jspecify.annotations.Nullable TableHandle table,
            Schema schema,
            List<SourcePosition> draws) {}

    /// A subtree that stands in the tree once or more.
    private static final class Subtree {
        private final LogicalNode node;
        private final List<Integer> inputs;
        private final boolean dear;
        /// Whether its rows may be others each time it is computed.
        private final boolean varying;
        /// The recursions inside of which it stands, for it reads their rows.
        private final Set<Integer> recursions;
        private int parents;

        Subtree(
                LogicalNode node,
                List<Integer> inputs,
                boolean dear,
                boolean varying,
                Set<Integer> recursions) {
            this.node = node;
            this.inputs = inputs;
            this.dear = dear;
            this.varying = varying;
            this.recursions = recursions;
        }
    }

    private CommonSubtrees(LogicalNode tree) {
        this.root = number(tree);
        subtrees.forEach(subtree -> subtree.inputs.forEach(input -> subtrees.get(input).parents++));
    }

    /// The ways to share what is common: all that may pay; then, if that makes a difference, only what must be.
    public static List<LogicalPlan> share(LogicalNode tree) {
        if (!mayRepeat(tree)) {
            return List.of(LogicalPlan.of(tree));
        }
        CommonSubtrees common = new CommonSubtrees(tree);
        LogicalPlan most = common.sharing(subtree -> subtree.dear || subtree.varying);
        LogicalPlan least = common.sharing(subtree -> subtree.varying);
        return most.shared().size() == least.shared().size() ? List.of(most) : List.of(most, least);
    }

    /// A cheap look at whether anything worth sharing is there twice.
    private static boolean mayRepeat(LogicalNode tree) {
        Map<Class<?>, Integer> counts = new HashMap<>();
        count(tree, counts);
        return counts.values().stream().anyMatch(count -> count > 1);
    }

    private static void count(LogicalNode node, Map<Class<?>, Integer> counts) {
        if (isDear(node) || isVarying(node)) {
            counts.merge(node.getClass(), 1, Integer::sum);
        }
        node.inputs().forEach(input -> count(input, counts));
    }

    private static boolean isDear(LogicalNode node) {
        return node instanceof Aggregate
                || node instanceof Join
                || node instanceof Window
                || node instanceof GroupingSets
                || node instanceof Recursion
                || (node instanceof Sort sort && sort.limited());
    }

    /// Which rows a limit without an order gives is anybody's choice, but all readers of a WITH query see the same.
    private static boolean isVarying(LogicalNode node) {
        return (node instanceof Sort sort && sort.limited()) || !draws(node).isEmpty();
    }

    private static List<SourcePosition> draws(LogicalNode node) {
        List<SourcePosition> draws = new ArrayList<>();
        LogicalNodes.expressions(node).forEach(expression -> collectDraws(expression, draws));
        return draws;
    }

    private static void collectDraws(Expression expression, List<SourcePosition> draws) {
        if (Expressions.deterministic(expression)) {
            return;
        }
        if (expression instanceof Call call && call.operands().stream().allMatch(Expressions::deterministic)) {
            draws.add(call.position());
        }
        expression.operands().forEach(operand -> collectDraws(operand, draws));
    }

    private int number(LogicalNode node) {
        List<Integer> inputs = new ArrayList<>();
        List<LogicalNode> standIns = new ArrayList<>();
        boolean dear = isDear(node);
        boolean varying = isVarying(node);
        Set<Integer> recursions = new TreeSet<>();
        for (LogicalNode input : node.inputs()) {
            int number = number(input);
            inputs.add(number);
            standIns.add(new Shared(number, input.schema()));
            dear |= subtrees.get(number).dear;
            varying |= subtrees.get(number).varying;
            recursions.addAll(subtrees.get(number).recursions);
        }
        switch (node) {
            case WorkingTable table -> recursions.add(table.number());
            case Recursion recursion -> recursions.remove(recursion.number());
            default -> {}
        }
        Shape shape = node instanceof Scan scan
                ? new Shape(null, scan.table().handle(), scan.schema(), List.of())
                : new Shape(inputs.isEmpty() ? node : node.withInputs(standIns), null, node.schema(), draws(node));
        Integer known = numbers.get(shape);
        if (known != null && !shape.draws.contains(SourcePosition.UNKNOWN)) {
            return known;
        }
        numbers.put(shape, subtrees.size());
        subtrees.add(new Subtree(node, inputs, dear, varying, recursions));
        return subtrees.size() - 1;
    }

    private LogicalPlan sharing(Predicate<Subtree> wanted) {
        Map<Integer, LogicalNode> built = new HashMap<>();
        Map<Integer, LogicalNode> shared = new LinkedHashMap<>();
        // Inputs have lower numbers than what is above them.
        for (int number = 0; number < subtrees.size(); number++) {
            Subtree subtree = subtrees.get(number);
            LogicalNode node = subtree.inputs.isEmpty()
                    ? subtree.node
                    : subtree.node.withInputs(subtree.inputs.stream().map(built::get).toList());
            if (number != root && subtree.parents > 1 && subtree.recursions.isEmpty() && wanted.test(subtree)) {
                shared.put(number, node);
                node = new Shared(shared.size(), node.schema());
            }
            built.put(number, node);
        }
        LogicalNode top = java.util.Objects.requireNonNull(built.get(root));
        return new LogicalPlan(top, List.copyOf(shared.values()));
    }
}
