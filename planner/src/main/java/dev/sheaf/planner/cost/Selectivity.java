// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;

/// How many rows pass conditions, and what their columns then hold. Conditions are taken as independent but for ranges
/// of one column, which narrow each other. After Selinger et al. (1979), with documented guesses where nothing is
/// known.
public final class Selectivity {
    private static final double UNKNOWN_RANGE = 1.0 / 3;
    private static final double UNKNOWN = 0.25;
    private static final double LIKE_PREFIX = 0.05;
    private static final double LIKE_ANYWHERE = 0.1;

    private Selectivity() {}

    /// The rows that pass a condition on the estimate's columns.
    public static Estimate filter(Estimate input, Expression condition) {
        Estimate passed = input;
        for (Expression conjunct : Expressions.conjuncts(condition)) {
            passed = apply(passed, conjunct);
        }
        return passed;
    }

    private static Estimate apply(Estimate input, Expression condition) {
        if (condition instanceof Call call
                && call.operands().size() == 2
                && call.operands().get(0) instanceof ColumnReference column
                && call.operands().get(1) instanceof Literal literal) {
            return comparison(input, call.function(), column.index(), literal);
        }
        if (condition instanceof InList list && list.operand() instanceof ColumnReference column) {
            ColumnEstimate known = input.column(column.index());
            double values = Math.min(list.values().size(), known.distinct());
            return input.withColumn(column.index(), known.withDistinct(values))
                    .withRows(input.rows() * values / known.distinct());
        }
        return input.withRows(input.rows() * of(input, condition));
    }

    private static Estimate comparison(Estimate input, ScalarFunction comparison, int index, Literal literal) {
        ColumnEstimate column = input.column(index);
        double value = ColumnEstimate.number(literal);
        return switch (comparison) {
            case EQUAL, IS_NOT_DISTINCT_FROM -> {
                boolean outside = column.hasRange() && (value < column.min() || value > column.max());
                double share = outside ? 0 : (1 - column.nullFraction()) / column.distinct();
                yield input.withColumn(index, column.withValue(value)).withRows(input.rows() * share);
            }
            case NOT_EQUAL, IS_DISTINCT_FROM -> input.withRows(
                    input.rows() * (1 - 1 / Math.max(2, column.distinct())));
            case LESS_THAN, LESS_THAN_OR_EQUAL -> range(
                    input, index, column.min(), Math.min(value, column.max()), value, false);
            case GREATER_THAN, GREATER_THAN_OR_EQUAL -> range(
                    input, index, Math.max(value, column.min()), column.max(), value, true);
            case LIKE, ILIKE -> {
                boolean anywhere = literal.value() instanceof String pattern && pattern.startsWith("%");
                yield input.withRows(input.rows() * (anywhere ? LIKE_ANYWHERE : LIKE_PREFIX));
            }
            default -> input.withRows(input.rows() * UNKNOWN);
        };
    }

    private static Estimate range(
            Estimate input, int index, double low, double high, double value, boolean larger) {
        ColumnEstimate column = input.column(index);
        Spread spread = column.spread();
        if (spread != null && !Double.isNaN(value)) {
            double share = larger ? spread.above(value) : 1 - spread.above(value);
            return input.withColumn(index, column.withShare(share).withSpread(null))
                    .withRows(input.rows() * share);
        }
        if (!column.hasRange() || Double.isNaN(value)) {
            return input.withColumn(index, column.withShare(UNKNOWN_RANGE))
                    .withRows(input.rows() * UNKNOWN_RANGE);
        }
        double width = column.max() - column.min();
        double share = high < low ? 0 : width == 0 ? 1 : Math.min(1, (high - low) / width);
        // A tenth of a value at least; no column has so few that this would matter to a large share.
        double bounded = share >= 0.1 ? share : Math.max(share, 1 / column.distinct() / 10);
        return input.withColumn(index, column.withRange(low, Math.max(low, high), bounded))
                .withRows(input.rows() * bounded * (1 - column.nullFraction()));
    }

    /// The share of rows for which a condition holds.
    static double of(Estimate input, Expression condition) {
        return switch (condition) {
            case Literal literal -> Boolean.TRUE.equals(literal.value()) ? 1 : 0;
            case Logical logical -> logical(input, logical);
            case Call call -> call(input, call);
            case InList list -> Math.min(1, list.values().size() / distinct(input, list.operand()));
            default -> UNKNOWN;
        };
    }

    private static double logical(Estimate input, Logical logical) {
        if (logical.operator() == Logical.Operator.AND) {
            return filter(input, logical).rows() / input.rows();
        }
        double none = 1;
        for (Expression operand : logical.operands()) {
            none *= 1 - filter(input, operand).rows() / input.rows();
        }
        return 1 - none;
    }

    private static double call(Estimate input, Call call) {
        Expression first = call.operands().isEmpty() ? Literal.TRUE : call.operands().getFirst();
        return switch (call.function()) {
            case NOT -> 1 - of(input, first);
            case IS_NULL -> first instanceof ColumnReference column ? input.column(column.index()).nullFraction() : 0.1;
            case IS_NOT_NULL -> first instanceof ColumnReference column
                    ? 1 - input.column(column.index()).nullFraction()
                    : 0.9;
            case EQUAL, IS_NOT_DISTINCT_FROM -> 1
                    / Math.max(distinct(input, first), distinct(input, call.operands().get(1)));
            case NOT_EQUAL, IS_DISTINCT_FROM -> 1
                    - 1 / Math.max(2, Math.max(distinct(input, first), distinct(input, call.operands().get(1))));
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> UNKNOWN_RANGE;
            case LIKE, ILIKE, CONTAINS, REGEXP_MATCHES, ENDS_WITH -> LIKE_ANYWHERE;
            case STARTS_WITH -> LIKE_PREFIX;
            default -> UNKNOWN;
        };
    }

    /// How many different values an expression may have.
    public static double distinct(Estimate input, Expression expression) {
        return switch (expression) {
            case ColumnReference column -> input.column(column.index()).distinct();
            case Literal _ -> 1;
            case Cast cast -> distinct(input, cast.operand());
            case Call call -> switch (call.function()) {
                case EXTRACT_YEAR -> years(input, call);
                case EXTRACT_MONTH -> 12;
                case EXTRACT_QUARTER -> 4;
                case EXTRACT_DAY_OF_WEEK, EXTRACT_ISO_DAY_OF_WEEK -> 7;
                case EXTRACT_HOUR -> 24;
                case SUBSTRING, LEFT, RIGHT -> Math.min(distinctOfOperands(input, call), ofShortText(call));
                default -> distinctOfOperands(input, call);
            };
            default -> distinctOfOperands(input, expression);
        };
    }

    private static double distinctOfOperands(Estimate input, Expression expression) {
        return expression.operands().stream()
                .mapToDouble(operand -> distinct(input, operand))
                .max()
                .orElse(1);
    }

    /// How many texts of a constant length are likely.
    private static double ofShortText(Call call) {
        return call.operands().getLast() instanceof Literal literal && literal.value() instanceof Long length
                ? Math.pow(6, Math.clamp(length, 1, 8))
                : Double.MAX_VALUE;
    }

    private static double years(Estimate input, Call call) {
        if (call.operands().getFirst() instanceof ColumnReference column) {
            ColumnEstimate estimate = input.column(column.index());
            boolean date = column.type().equals(dev.sheaf.core.type.DataType.DATE);
            if (estimate.hasRange()) {
                return Math.max(1, (estimate.max() - estimate.min()) / (date ? 365.25 : 365.25 * 86_400e6) + 1);
            }
        }
        return 10;
    }
}
