// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.function.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A join's condition taken apart: equalities between columns of its sides, and the rest.
record JoinCondition(
        List<Integer> leftKeys, List<Integer> rightKeys, List<Boolean> nullsEqual, List<Expression> residual) {
    static JoinCondition of(List<Expression> conjuncts, IntPredicate left, IntPredicate right) {
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        List<Boolean> nullsEqual = new ArrayList<>();
        List<Expression> residual = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            if (!(conjunct instanceof Call call)
                    || (call.function() != ScalarFunction.EQUAL
                            && call.function() != ScalarFunction.IS_NOT_DISTINCT_FROM)
                    || !(call.operands().get(0) instanceof ColumnReference a)
                    || !(call.operands().get(1) instanceof ColumnReference b)) {
                residual.add(conjunct);
                continue;
            }
            boolean straight = left.test(a.index()) && right.test(b.index());
            boolean turned = left.test(b.index()) && right.test(a.index());
            if (!straight && !turned) {
                residual.add(conjunct);
                continue;
            }
            leftKeys.add(straight ? a.index() : b.index());
            rightKeys.add(straight ? b.index() : a.index());
            nullsEqual.add(call.function() == ScalarFunction.IS_NOT_DISTINCT_FROM);
        }
        return new JoinCondition(leftKeys, rightKeys, nullsEqual, residual);
    }

    boolean hasKeys() {
        return !leftKeys.isEmpty();
    }

    /// The same with the sides exchanged.
    JoinCondition turned() {
        return new JoinCondition(/* leftKeys= */ rightKeys, /* rightKeys= */ leftKeys, nullsEqual, residual);
    }
}
