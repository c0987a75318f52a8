// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanConstraint.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what of a filter's condition storage can check against statistics.
final class ScanConstraints {
    private ScanConstraints() {}

    static List<ScanConstraint> of(Expression condition) {
        List<ScanConstraint> constraints = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(condition)) {
            constraint(conjunct).ifPresent(constraints::add);
        }
        return constraints;
    }

    private static Optional<ScanConstraint> constraint(Expression conjunct) {
        return switch (conjunct) {
            case InList in when in.operand() instanceof ColumnReference column && !in.values().isEmpty()
                    && in.values().stream().noneMatch(Literal::isNull) -> Optional.of(
                    new ScanConstraint(column.index(), Comparison.IN, in.values()));
            case Call call -> ofCall(call);
            default -> Optional.empty();
        };
    }

    private static Optional<ScanConstraint> ofCall(Call call) {
        List<Expression> operands = call.operands();
        if (operands.size() == 1 && operands.getFirst() instanceof ColumnReference column) {
            return switch (call.function()) {
                case IS_NULL -> Optional.of(new ScanConstraint(column.index(), Comparison.IS_NULL, List.of()));
                case IS_NOT_NULL -> Optional.of(new ScanConstraint(column.index(), Comparison.IS_NOT_NULL, List.of()));
                default -> Optional.empty();
            };
        }
        if (operands.size() != 2) {
            return Optional.empty();
        }
        if (operands.get(0) instanceof ColumnReference column && operands.get(1) instanceof Literal literal) {
            return comparison(call.function()).flatMap(comparison -> of(column, comparison, literal));
        }
        if (operands.get(0) instanceof Literal literal && operands.get(1) instanceof ColumnReference column) {
            return comparison(call.function()).flatMap(comparison -> of(column, mirrored(comparison), literal));
        }
        return Optional.empty();
    }

    private static Optional<ScanConstraint> of(ColumnReference column, Comparison comparison, Literal literal) {
        return literal.isNull() || !literal.type().equals(column.type())
                ? Optional.empty()
                : Optional.of(new ScanConstraint(column.index(), comparison, List.of(literal)));
    }

    private static Optional<Comparison> comparison(ScalarFunction function) {
        return switch (function) {
            case EQUAL -> Optional.of(Comparison.EQUAL);
            case LESS_THAN -> Optional.of(Comparison.LESS_THAN);
            case LESS_THAN_OR_EQUAL -> Optional.of(Comparison.LESS_THAN_OR_EQUAL);
            case GREATER_THAN -> Optional.of(Comparison.GREATER_THAN);
            case GREATER_THAN_OR_EQUAL -> Optional.of(Comparison.GREATER_THAN_OR_EQUAL);
            default -> Optional.empty();
        };
    }

    private static Comparison mirrored(Comparison comparison) {
        return switch (comparison) {
            case LESS_THAN -> Comparison.GREATER_THAN;
            case LESS_THAN_OR_EQUAL -> Comparison.GREATER_THAN_OR_EQUAL;
            case GREATER_THAN -> Comparison.LESS_THAN;
            case GREATER_THAN_OR_EQUAL -> Comparison.LESS_THAN_OR_EQUAL;
            case EQUAL, IN, IS_NULL, IS_NOT_NULL -> comparison;
        };
    }
}
