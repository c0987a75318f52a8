// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.function.ScalarFunction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A join's condition taken apart: pairs of expressions that must be equal, one of each side, and the rest.
///
/// @param leftKeys on the left columns
/// @param rightKeys on the right columns, renumbered to the right schema
/// @param nullsEqual per pair, whether null equals null
/// @param residual on the left columns followed by the right ones
record JoinCondition(
        List<Expression> leftKeys, List<Expression> rightKeys, List<Boolean> nullsEqual, List<Expression> residual) {
    static JoinCondition of(Expression condition, int leftColumnCount) {
        List<Expression> leftKeys = new ArrayList<>();
        List<Expression> rightKeys = new ArrayList<>();
        List<Boolean> nullsEqual = new ArrayList<>();
        List<Expression> residual = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(condition)) {
            if (!addPair(conjunct, leftColumnCount, leftKeys, rightKeys, nullsEqual)) {
                residual.add(conjunct);
            }
        }
        return new JoinCondition(leftKeys, rightKeys, nullsEqual, residual);
    }

    private static boolean addPair(
            Expression conjunct,
            int leftColumnCount,
            List<Expression> leftKeys,
            List<Expression> rightKeys,
            List<Boolean> nullsEqual) {
        if (!(conjunct instanceof Call call)
                || call.function() != ScalarFunction.EQUAL
                        && call.function() != ScalarFunction.IS_NOT_DISTINCT_FROM) {
            return false;
        }
        Expression first = call.operands().get(0);
        Expression second = call.operands().get(1);
        if (!first.type().equals(second.type())) {
            return false;
        }
        if (ofSide(second, 0, leftColumnCount) && ofSide(first, leftColumnCount, Integer.MAX_VALUE)) {
            Expression swapped = first;
            first = second;
            second = swapped;
        } else if (!ofSide(first, 0, leftColumnCount) || !ofSide(second, leftColumnCount, Integer.MAX_VALUE)) {
            return false;
        }
        leftKeys.add(first);
        rightKeys.add(Expressions.remapColumns(second, column -> column - leftColumnCount));
        nullsEqual.add(call.function() == ScalarFunction.IS_NOT_DISTINCT_FROM);
        return true;
    }

    /// Whether the expression reads columns, and all of them from `from` to `to - 1`.
    private static boolean ofSide(Expression expression, int from, int to) {
        BitSet columns = Expressions.columns(expression);
        return !columns.isEmpty() && columns.nextSetBit(0) >= from && columns.length() - 1 < to;
    }
}
