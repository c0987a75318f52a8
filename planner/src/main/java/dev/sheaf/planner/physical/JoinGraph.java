// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import java.util.ArrayList;
import java.util.List;

/// The relations of neighbouring joins, whose order is free. Inner joins give relations and predicates between them.
/// The right side of an outer, semi, anti or mark join is a relation too, with a condition: it comes in alone, on the
/// right, once the relations that its condition reads are there. All columns of all relations are numbered through.
final class JoinGraph {
    /// A relation.
    ///
    /// @param first the number of its first column
    /// @param kind how it comes in; INNER for any way
    /// @param conditions of a join other than inner
    /// @param mark the number of its mark column, or -1
    record Leaf(LogicalNode node, int first, JoinKind kind, List<Expression> conditions, int mark) {
        int end() {
            return first + node.schema().size();
        }
    }

    /// A condition of inner joins.
    ///
    /// @param leaves the relations that it reads, as bits
    record Predicate(Expression condition, long leaves) {}

    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Field> columns = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();
    private final List<Predicate> predicates = new ArrayList<>();
    private final List<Integer> outputs;

    JoinGraph(Join root) {
        List<Expression> conditions = new ArrayList<>();
        this.outputs = flatten(root, conditions);
        conditions.forEach(condition -> predicates.add(new Predicate(condition, leavesOf(condition))));
    }

    List<Leaf> leaves() {
        return leaves;
    }

    List<Predicate> predicates() {
        return predicates;
    }

    /// The numbers of the root's columns.
    List<Integer> outputs() {
        return outputs;
    }

    int columnCount() {
        return columns.size();
    }

    Field column(int number) {
        return columns.get(number);
    }

    /// The relation that a column belongs to.
    int owner(int column) {
        return owners.get(column);
    }

    long leavesOf(Expression condition) {
        return Expressions.columns(condition).stream().mapToLong(column -> 1L << owner(column)).reduce(0,
                (a, b) -> a | b);
    }

    /// The relations that must be there before a relation of a join other than inner comes in.
    long required(int leaf) {
        long required = 0;
        for (Expression condition : leaves.get(leaf).conditions()) {
            required |= leavesOf(condition);
        }
        return required & ~(1L << leaf);
    }

    private List<Integer> flatten(LogicalNode node, List<Expression> conditions) {
        if (node instanceof Join join && join.kind() == JoinKind.INNER) {
            List<Integer> both = new ArrayList<>(flatten(join.left(), conditions));
            both.addAll(flatten(join.right(), conditions));
            conditions.addAll(conjuncts(join.condition(), both));
            return both;
        }
        if (node instanceof Join join && join.kind() != JoinKind.FULL) {
            return flattenLeft(join, conditions);
        }
        if (node instanceof Project project
                && project.input() instanceof Join
                && project.expressions().stream().allMatch(ColumnReference.class::isInstance)) {
            List<Integer> input = flatten(project.input(), conditions);
            return project.expressions().stream()
                    .map(expression -> input.get(((ColumnReference) expression).index()))
                    .toList();
        }
        return add(node, JoinKind.INNER, List.of(), -1, false);
    }

    private List<Integer> flattenLeft(Join join, List<Expression> conditions) {
        List<Integer> left = flatten(join.left(), conditions);
        int leaf = leaves.size();
        List<Integer> right = add(join.right(), join.kind(), List.of(), -1, join.kind() == JoinKind.LEFT);
        int mark = -1;
        if (join.kind().givesMark()) {
            mark = columns.size();
            columns.add(
                    new Field("$mark", dev.sheaf.core.type.DataType.BOOLEAN, join.kind() == JoinKind.NULL_AWARE_MARK));
            owners.add(leaf);
        }
        List<Integer> both = new ArrayList<>(left);
        both.addAll(right);
        Leaf added = leaves.get(leaf);
        leaves.set(leaf, new Leaf(added.node(), added.first(), join.kind(), conjuncts(join.condition(), both), mark));
        if (join.kind().givesRight()) {
            return both;
        }
        List<Integer> output = new ArrayList<>(left);
        if (mark >= 0) {
            output.add(mark);
        }
        return output;
    }

    private List<Integer> add(
            LogicalNode node, JoinKind kind, List<Expression> conditions, int mark, boolean optional) {
        int first = columns.size();
        Schema schema = optional ? node.schema().asNullable() : node.schema();
        List<Integer> numbers = new ArrayList<>();
        for (Field field : schema.fields()) {
            numbers.add(columns.size());
            owners.add(leaves.size());
            columns.add(field);
        }
        leaves.add(new Leaf(node, first, kind, conditions, mark));
        return numbers;
    }

    private static List<Expression> conjuncts(Expression condition, List<Integer> numbers) {
        List<Expression> conjuncts = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(condition)) {
            conjuncts.add(Expressions.remapColumns(conjunct, numbers::get));
        }
        return conjuncts;
    }
}
