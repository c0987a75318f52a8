// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.expression;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expression.Parameter;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/// Building, splitting and rewriting of expressions.
public final class Expressions {
    private Expressions() {}

    public static ColumnReference column(int index, DataType type, boolean nullable) {
        return new ColumnReference(index, type, nullable);
    }

    /// A comparison of two operands of one type.
    public static Call compare(ScalarFunction comparison, Expression left, Expression right) {
        return new Call(
                comparison,
                List.of(left, right),
                DataType.BOOLEAN,
                left.nullable() || right.nullable(),
                SourcePosition.UNKNOWN);
    }

    /// The conditions that must all hold, with nested ANDs flattened.
    public static List<Expression> conjuncts(Expression condition) {
        List<Expression> all = new ArrayList<>();
        collectConjuncts(condition, all);
        return all;
    }

    /// The AND of all the conditions: TRUE of none.
    public static Expression and(List<Expression> conditions) {
        return switch (conditions.size()) {
            case 0 -> Literal.TRUE;
            case 1 -> conditions.getFirst();
            default -> new Logical(
                    Logical.Operator.AND, conditions, conditions.stream().anyMatch(Expression::nullable));
        };
    }

    /// Rewrites bottom-up: operands first, then the node itself.
    public static Expression rewrite(Expression expression, UnaryOperator<Expression> rule) {
        List<Expression> operands = expression.operands();
        List<Expression> rewritten = new ArrayList<>(operands.size());
        boolean changed = false;
        for (Expression operand : operands) {
            Expression replacement = rewrite(operand, rule);
            changed |= replacement != operand;
            rewritten.add(replacement);
        }
        return rule.apply(changed ? expression.withOperands(rewritten) : expression);
    }

    /// Moves every column reference to another place.
    public static Expression remapColumns(Expression expression, IntUnaryOperator place) {
        return rewrite(expression, node -> node instanceof ColumnReference column
                ? new ColumnReference(place.applyAsInt(column.index()), column.type(), column.nullable())
                : node);
    }

    /// Puts values in the place of parameters.
    public static Expression bindParameters(Expression expression, List<Literal> values) {
        return rewrite(expression, node -> node instanceof Parameter parameter ? values.get(parameter.index()) : node);
    }

    /// The places of the columns that the expression reads.
    public static BitSet columns(Expression expression) {
        BitSet columns = new BitSet();
        collectColumns(expression, columns);
        return columns;
    }

    /// Whether the expression gives the same value whenever it is evaluated.
    public static boolean deterministic(Expression expression) {
        if (expression instanceof Call call && call.function() == ScalarFunction.RANDOM) {
            return false;
        }
        return expression.operands().stream().allMatch(Expressions::deterministic);
    }

    private static void collectConjuncts(Expression condition, List<Expression> all) {
        if (condition instanceof Logical logical && logical.operator() == Logical.Operator.AND) {
            logical.operands().forEach(operand -> collectConjuncts(operand, all));
        } else if (!Literal.TRUE.equals(condition)) {
            all.add(condition);
        }
    }

    private static void collectColumns(Expression expression, BitSet columns) {
        if (expression instanceof ColumnReference column) {
            columns.set(column.index());
        }
        expression.operands().forEach(operand -> collectColumns(operand, columns));
    }
}
