// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Makes columns of the expressions that a join compares for equality, since hash joins and exchanges know columns
/// only.
public final class JoinKeyColumns {
    private JoinKeyColumns() {}

    public static LogicalNode compute(LogicalNode root) {
        return LogicalNodes.rewrite(root, node -> node instanceof Join join ? compute(join) : node);
    }

    private static LogicalNode compute(Join join) {
        int leftSize = join.left().schema().size();
        int rightSize = join.right().schema().size();
        List<Expression> leftKeys = new ArrayList<>();
        List<Expression> rightKeys = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(join.condition())) {
            conditions.add(
                    conjunct instanceof Call call && isEquality(call)
                            ? keyed(call, leftSize, nullAware(join), leftKeys, rightKeys)
                            : conjunct);
        }
        if (leftKeys.isEmpty() && rightKeys.isEmpty()) {
            return join;
        }
        // Columns stood at left ++ right; now they stand at left ++ left keys ++ right ++ right keys.
        int shift = leftKeys.size();
        List<Expression> moved = conditions.stream()
                .map(condition -> Expressions.remapColumns(condition, column -> {
                    if (column >= KEY_BASE) {
                        int key = column - KEY_BASE;
                        return key < RIGHT_KEY ? leftSize + key : leftSize + shift + rightSize + key - RIGHT_KEY;
                    }
                    return column < leftSize ? column : column + shift;
                }))
                .toList();
        LogicalNode left = withKeys(join.left(), leftKeys);
        LogicalNode right = withKeys(join.right(), rightKeys);
        LogicalNode keyed = new Join(left, right, join.kind(), Expressions.and(moved));
        List<Integer> columns = new ArrayList<>(IntStream.range(0, leftSize).boxed().toList());
        if (join.kind().givesRight()) {
            IntStream.range(0, rightSize).forEach(column -> columns.add(leftSize + shift + column));
        } else if (join.kind().givesMark()) {
            columns.add(leftSize + shift);
        }
        return LogicalNodes.select(keyed, columns);
    }

    /// Places that stand for computed keys until the sides have them.
    private static final int KEY_BASE = 1 << 24;

    private static final int RIGHT_KEY = 1 << 16;

    private static boolean isEquality(Call call) {
        return call.function() == ScalarFunction.EQUAL || call.function() == ScalarFunction.IS_NOT_DISTINCT_FROM;
    }

    private static Expression keyed(
            Call equality,
            int leftSize,
            boolean nullAware,
            List<Expression> leftKeys,
            List<Expression> rightKeys) {
        Expression first = equality.operands().get(0);
        Expression second = equality.operands().get(1);
        boolean straight = isLeft(first, nullAware, leftSize) && isOf(second, false, leftSize);
        boolean turned = isLeft(second, nullAware, leftSize) && isOf(first, false, leftSize);
        if (!straight && !turned) {
            return equality;
        }
        Expression left = straight ? first : second;
        Expression right = straight ? second : first;
        Expression leftColumn = left instanceof ColumnReference ? left : reference(left, leftKeys, KEY_BASE);
        Expression rightColumn = right instanceof ColumnReference
                ? right
                : reference(
                        Expressions.remapColumns(right, column -> column - leftSize),
                        rightKeys,
                        KEY_BASE + RIGHT_KEY);
        return equality.withOperands(List.of(leftColumn, rightColumn));
    }

    private static Expression reference(Expression key, List<Expression> keys, int base) {
        int index = keys.indexOf(key);
        if (index < 0) {
            index = keys.size();
            keys.add(key);
        }
        return new ColumnReference(base + index, key.type(), key.nullable());
    }

    private static boolean nullAware(Join join) {
        return join.kind() == JoinKind.NULL_AWARE_ANTI || join.kind() == JoinKind.NULL_AWARE_MARK;
    }

    /// A null-aware join has its key even where the left side of IN is a constant.
    private static boolean isLeft(Expression expression, boolean nullAware, int leftSize) {
        return isOf(expression, true, leftSize)
                || (nullAware && Expressions.columns(expression).isEmpty());
    }

    private static boolean isOf(Expression expression, boolean left, int leftSize) {
        return Disjunctions.only(expression, column -> (column < leftSize) == left);
    }

    private static LogicalNode withKeys(LogicalNode side, List<Expression> keys) {
        if (keys.isEmpty()) {
            return side;
        }
        List<String> names = IntStream.range(0, keys.size()).mapToObj(i -> "$key" + i).toList();
        return LogicalNodes.append(side, keys, names);
    }
}
