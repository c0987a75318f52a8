// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.plan.ScanConstraint.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a filter right above a scan lets the storage leave out.
public final class ScanConstraints {
    private ScanConstraints() {}

    /// The scan with the constraints that a condition on its columns implies.
    public static ScanNode add(ScanNode scan, Expression condition) {
        List<ScanConstraint> implied = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(condition)) {
            of(conjunct).ifPresent(implied::add);
        }
        return add(scan, implied);
    }

    /// The scan with more constraints.
    public static ScanNode add(ScanNode scan, List<ScanConstraint> more) {
        Set<ScanConstraint> constraints = new LinkedHashSet<>(scan.constraints());
        constraints.addAll(more);
        return new ScanNode(
                scan.id(), scan.table(), scan.columns(), scan.schema(), List.copyOf(constraints), scan.limitRows());
    }

    private static Optional<ScanConstraint> of(Expression condition) {
        if (condition instanceof InList list && list.operand() instanceof ColumnReference column) {
            List<Literal> values = new ArrayList<>(list.values());
            values.removeIf(Literal::isNull);
            return values.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ScanConstraint(column.index(), Comparison.IN, values));
        }
        if (!(condition instanceof Call call) || !(call.operands().getFirst() instanceof ColumnReference column)) {
            return Optional.empty();
        }
        Comparison comparison =
                switch (call.function()) {
                    case EQUAL, IS_NOT_DISTINCT_FROM -> Comparison.EQUAL;
                    case LESS_THAN -> Comparison.LESS_THAN;
                    case LESS_THAN_OR_EQUAL -> Comparison.LESS_THAN_OR_EQUAL;
                    case GREATER_THAN -> Comparison.GREATER_THAN;
                    case GREATER_THAN_OR_EQUAL -> Comparison.GREATER_THAN_OR_EQUAL;
                    case IS_NULL -> Comparison.IS_NULL;
                    case IS_NOT_NULL -> Comparison.IS_NOT_NULL;
                    default -> null;
                };
        if (comparison == null) {
            return Optional.empty();
        }
        if (call.operands().size() == 1) {
            return Optional.of(new ScanConstraint(column.index(), comparison, List.of()));
        }
        return call.operands().get(1) instanceof Literal literal && !literal.isNull()
                ? Optional.of(new ScanConstraint(column.index(), comparison, List.of(literal)))
                : Optional.empty();
    }
}
