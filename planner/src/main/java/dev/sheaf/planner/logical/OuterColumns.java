// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.logical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.type.DataType;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/// References from the right side of an [LogicalNode.Apply] to the columns of its left side: column references whose
/// place lies beyond any real column and names the apply too.
public final class OuterColumns {
    /// More columns than any node has.
    private static final int BASE = 1 << 16;

    private OuterColumns() {}

    public static ColumnReference of(int apply, int column, DataType type, boolean nullable) {
        return new ColumnReference(BASE * (apply + 1) + column, type, nullable);
    }

    public static boolean isOuter(ColumnReference column) {
        return column.index() >= BASE;
    }

    public static boolean isOuter(ColumnReference column, int apply) {
        return column.index() / BASE == apply + 1;
    }

    /// The place in the left side.
    public static int column(ColumnReference outer) {
        return outer.index() % BASE;
    }

    public static boolean refersTo(Expression expression, int apply) {
        if (expression instanceof ColumnReference column && isOuter(column, apply)) {
            return true;
        }
        return expression.operands().stream().anyMatch(operand -> refersTo(operand, apply));
    }

    /// Puts expressions in the place of an apply's outer columns.
    public static Expression replace(Expression expression, int apply, IntFunction<Expression> replacement) {
        return Expressions.rewrite(
                expression,
                node -> node instanceof ColumnReference column && isOuter(column, apply)
                        ? replacement.apply(column(column))
                        : node);
    }

    /// The columns of an apply's left side that a tree uses.
    public static Set<Integer> usedBy(LogicalNode node, int apply) {
        Set<Integer> used = new TreeSet<>();
        collect(node, apply, used);
        return used;
    }

    public static boolean usedIn(LogicalNode node, int apply) {
        return !usedBy(node, apply).isEmpty();
    }

    private static void collect(LogicalNode node, int apply, Set<Integer> used) {
        LogicalNodes.expressions(node).forEach(expression -> collect(expression, apply, used));
        node.inputs().forEach(input -> collect(input, apply, used));
    }

    private static void collect(Expression expression, int apply, Set<Integer> used) {
        if (expression instanceof ColumnReference column && isOuter(column, apply)) {
            used.add(column(column));
        }
        expression.operands().forEach(operand -> collect(operand, apply, used));
    }
}
