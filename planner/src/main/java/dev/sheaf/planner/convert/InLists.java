// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers `a = 1 OR a = 2` in an IN-list: one look-up instead of many comparisons, and a constraint that storage
/// understands.
final class InLists {
    private InLists() {}

    /// @param disjuncts the operands of an OR
    static List<Expression> gather(List<Expression> disjuncts) {
        Map<Expression, List<Literal>> lists = new LinkedHashMap<>();
        List<Object> order = new ArrayList<>();
        for (Expression disjunct : disjuncts) {
            if (!ExpressionFactory.isEqualityWithConstant(disjunct)) {
                order.add(List.of(disjunct));
                continue;
            }
            Expression operand = disjunct.operands().getFirst();
            List<Literal> values = lists.computeIfAbsent(operand, key -> {
                order.add(key);
                return new ArrayList<>();
            });
            if (disjunct instanceof InList list) {
                values.addAll(list.values());
            } else {
                values.add((Literal) ((Call) disjunct).operands().get(1));
            }
        }
        List<Expression> gathered = new ArrayList<>();
        for (Object entry : order) {
            if (entry instanceof Expression operand) {
                gathered.add(list(operand, lists.getOrDefault(operand, List.of()), disjuncts));
            } else if (entry instanceof List<?> single) {
                gathered.add((Expression) single.getFirst());
            }
        }
        return gathered;
    }

    private static Expression list(Expression operand, List<Literal> values, List<Expression> disjuncts) {
        if (values.size() == 1) {
            return disjuncts.stream()
                    .filter(disjunct -> ExpressionFactory.isEqualityWithConstant(disjunct)
                            && disjunct.operands().getFirst().equals(operand))
                    .findFirst()
                    .orElseThrow();
        }
        List<Literal> distinct = values.stream().distinct().toList();
        return new InList(operand, distinct, operand.nullable() || distinct.stream().anyMatch(Literal::isNull));
    }
}
