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
    /// Sets of relations are the bits of a long. A join with more of them than this is planned in parts: joins far down
    /// in it are relations to those above.
    private static final int RELATIONS_MAX = 62;

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
    /// @param leaves the relations that must be there, as bits: those that it reads
    record Predicate(Expression condition, long leaves) {}

    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Field> columns = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();
    private final List<Predicate> predicates = new ArrayList<>();
    private final List<Integer> outputs;

    JoinGraph(Join root) {
        this.outputs = flatten(root, RELATIONS_MAX);
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

    /// @param room how many relations there may still be
    private List<Integer> flatten(LogicalNode node, int room) {
        if (room > 1 && node instanceof Join join && join.kind() == JoinKind.INNER) {
            return flattenInner(join, room);
        }
        if (room > 1 && node instanceof Join join && join.kind() != JoinKind.FULL) {
            return flattenLeft(join, room);
        }
        if (room > 1 && isColumnChoice(node)) {
            Project project = (Project) node;
            List<Integer> input = flatten(project.input(), room);
            return project.expressions().stream()
                    .map(expression -> input.get(((ColumnReference) expression).index()))
                    .toList();
        }
        return add(node, JoinKind.INNER, List.of(), -1, false);
    }

    private static boolean isColumnChoice(LogicalNode node) {
        return node instanceof Project project
                && project.input() instanceof Join
                && project.expressions().stream().allMatch(ColumnReference.class::isInstance);
    }

    /// How many relations a node gives, or at least the most that are asked for.
    private static int relationCount(LogicalNode node, int most) {
        if (most > 1 && node instanceof Join join && join.kind() == JoinKind.INNER) {
            int left = relationCount(join.left(), most - 1);
            return left >= most ? left : left + relationCount(join.right(), most - left);
        }
        if (most > 1 && node instanceof Join join && join.kind() != JoinKind.FULL) {
            return 1 + relationCount(join.left(), most - 1);
        }
        return most > 1 && isColumnChoice(node) ? relationCount(((Project) node).input(), most) : 1;
    }

    private List<Integer> flattenInner(Join join, int room) {
        int left = leaves.size();
        int rightRoom = Math.min(relationCount(join.right(), room - 1), room - 1);
        List<Integer> both = new ArrayList<>(flatten(join.left(), room - rightRoom));
        int right = leaves.size();
        both.addAll(flatten(join.right(), rightRoom));
        for (Expression condition : conjuncts(join.condition(), both)) {
            // A condition is applied where the relations of both sides meet, also when it reads those of one side, or
            // none, and could not be pushed there because it may fail. The first relations of the sides are plain.
            long read = leavesOf(condition);
            long leftRead = read & ((1L << right) - (1L << left));
            long rightRead = read & -(1L << right);
            predicates.add(new Predicate(
                    condition, (leftRead == 0 ? 1L << left : leftRead) | (rightRead == 0 ? 1L << right : rightRead)));
        }
        return both;
    }

    private List<Integer> flattenLeft(Join join, int room) {
        List<Integer> left = flatten(join.left(), room - 1);
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
