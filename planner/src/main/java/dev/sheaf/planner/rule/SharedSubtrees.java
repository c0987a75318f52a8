// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Shared;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Rewrites a tree and the subtrees that it shares together. A shared subtree computes what its readers need in common:
/// the rows that some reader's condition lets through, and the columns that some reader reads. What a reader wants
/// beyond that stays with it.
public final class SharedSubtrees {
    /// Conditions of more readers, or of more parts, cost more than they spare.
    private static final int CONJUNCTS_MAX = 32;

    /// The root, then the shared subtrees from the last to the first, so that readers come before what they read.
    private final List<LogicalNode> trees = new ArrayList<>();

    private SharedSubtrees(LogicalPlan plan) {
        trees.add(plan.root());
        trees.addAll(plan.shared().reversed());
    }

    private LogicalPlan plan() {
        return new LogicalPlan(trees.getFirst(), trees.subList(1, trees.size()).reversed());
    }

    private int place(int number) {
        return trees.size() - number;
    }

    /// Pushes conditions down, and cuts off what gives no rows.
    public static LogicalPlan push(LogicalPlan plan) {
        SharedSubtrees shared = new SharedSubtrees(plan);
        shared.trees.set(0, pushed(plan.root(), List.of()));
        for (int number = plan.shared().size(); number > 0; number--) {
            shared.pushInto(number);
        }
        return shared.plan();
    }

    private static LogicalNode pushed(LogicalNode tree, List<Expression> conditions) {
        return EmptyRelations.prune(PredicatePushdown.push(tree, conditions));
    }

    private void pushInto(int number) {
        List<List<Expression>> readers = new ArrayList<>();
        int place = place(number);
        trees.subList(0, place).forEach(tree -> collectConditions(tree, number, readers));
        List<Expression> common = new ArrayList<>();
        if (!readers.isEmpty()) {
            common.addAll(readers.getFirst());
            common.removeIf(conjunct -> !readers.stream().allMatch(reader -> reader.contains(conjunct)));
            readers.forEach(reader -> reader.removeAll(common));
            for (int i = 0; i < place; i++) {
                trees.set(i, withoutConditions(trees.get(i), number, common));
            }
        }
        List<Expression> conditions = new ArrayList<>(common);
        boolean allDiffer = !readers.isEmpty() && readers.stream().noneMatch(List::isEmpty);
        if (allDiffer && readers.stream().mapToInt(List::size).sum() <= CONJUNCTS_MAX) {
            conditions.add(ExpressionFactory.or(readers.stream().map(Expressions::and).distinct().toList()));
        }
        trees.set(place, pushed(trees.get(place), conditions));
    }

    /// The conditions of each reader that may be looked at earlier.
    private static void collectConditions(LogicalNode node, int number, List<List<Expression>> readers) {
        if (isShared(node, number)) {
            readers.add(new ArrayList<>());
        } else if (node instanceof Filter filter && isShared(filter.input(), number)) {
            readers.add(new ArrayList<>(Expressions.conjuncts(filter.condition()).stream()
                    .filter(PredicatePushdown::movable)
                    .toList()));
        } else {
            node.inputs().forEach(input -> collectConditions(input, number, readers));
        }
    }

    private static LogicalNode withoutConditions(LogicalNode tree, int number, List<Expression> done) {
        return done.isEmpty()
                ? tree
                : LogicalNodes.rewrite(
                        tree,
                        node -> node instanceof Filter filter && isShared(filter.input(), number)
                                ? LogicalNodes.filter(
                                        filter.input(),
                                        Expressions.conjuncts(filter.condition()).stream()
                                                .filter(conjunct -> !done.contains(conjunct))
                                                .toList())
                                : node);
    }

    private static boolean isShared(LogicalNode node, int number) {
        return node instanceof Shared shared && shared.number() == number;
    }

    /// Applies a rule to each tree.
    public static LogicalPlan rewrite(LogicalPlan plan, UnaryOperator<LogicalNode> rule) {
        return new LogicalPlan(rule.apply(plan.root()), plan.shared().stream().map(rule).toList());
    }

    /// Leaves out columns that nothing above reads.
    public static LogicalPlan prune(LogicalPlan plan) {
        SharedSubtrees shared = new SharedSubtrees(plan);
        shared.trees.set(0, ColumnPruning.prune(plan.root()));
        for (int number = plan.shared().size(); number > 0; number--) {
            shared.pruneColumns(number);
        }
        return shared.plan();
    }

    private void pruneColumns(int number) {
        int place = place(number);
        LogicalNode tree = trees.get(place);
        BitSet needed = new BitSet();
        trees.subList(0, place).forEach(reader -> collectColumns(reader, number, needed::or));
        if (needed.isEmpty() && tree.schema().size() > 0) {
            // Somebody counts its rows.
            needed.set(0);
        }
        LogicalNode pruned = ColumnPruning.prune(tree, needed);
        trees.set(place, pruned);
        int[] places = new int[tree.schema().size()];
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = needed.get(i) ? next++ : -1;
        }
        for (int i = 0; i < place; i++) {
            trees.set(i, moved(trees.get(i), number, pruned.schema(), places));
        }
    }

    private static void collectColumns(LogicalNode node, int number, Consumer<BitSet> needed) {
        if (isShared(node, number)) {
            BitSet all = new BitSet();
            all.set(0, node.schema().size());
            needed.accept(all);
        } else if (node instanceof Project project && isShared(project.input(), number)) {
            project.expressions().forEach(expression -> needed.accept(Expressions.columns(expression)));
        } else {
            node.inputs().forEach(input -> collectColumns(input, number, needed));
        }
    }

    private static LogicalNode moved(LogicalNode node, int number, Schema schema, int[] places) {
        Shared shared = new Shared(number, schema);
        if (isShared(node, number)) {
            return shared;
        }
        if (node instanceof Project project && isShared(project.input(), number)) {
            List<Expression> expressions = project.expressions().stream()
                    .map(expression -> Expressions.remapColumns(expression, column -> places[column]))
                    .toList();
            return new Project(shared, expressions, project.schema());
        }
        return node.withInputs(node.inputs().stream()
                .map(input -> moved(input, number, schema, places))
                .toList());
    }
}
