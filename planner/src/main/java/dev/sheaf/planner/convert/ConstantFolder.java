// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.Coalesce;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.IntervalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Evaluates what is constant in an expression, as far as plans gain by it: bounds of dates and numbers, which
/// statistics and storage compare with, and truth. Never raises: what would fail stays as it is (S49).
public final class ConstantFolder {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private ConstantFolder() {}

    /// Folds one node whose operands are folded already.
    public static Expression fold(Expression expression) {
        return switch (expression) {
            case Call call ->
                    call.operands().stream().allMatch(Literal.class::isInstance) ? call(call) : negation(call);
            case Cast cast -> cast.operand() instanceof Literal literal
                    ? LiteralCasts.cast(literal, cast.type()).map(Expression.class::cast).orElse(cast)
                    : cast;
            case Logical logical -> logical(logical);
            case Case branches -> branches(branches);
            case Coalesce coalesce -> coalesce(coalesce);
            default -> expression;
        };
    }

    /// Folds all nodes of an expression.
    public static Expression foldAll(Expression expression) {
        return Expressions.rewrite(expression, ConstantFolder::fold);
    }

    private static Expression negation(Call call) {
        return switch (call.function()) {
            case IS_NOT_NULL -> call.operands().getFirst().nullable() ? call : Literal.TRUE;
            case IS_NULL -> call.operands().getFirst().nullable() ? call : Literal.FALSE;
            default -> call;
        };
    }

    private static Expression logical(Logical logical) {
        boolean isAnd = logical.operator() == Logical.Operator.AND;
        Literal neutral = isAnd ? Literal.TRUE : Literal.FALSE;
        Literal decisive = isAnd ? Literal.FALSE : Literal.TRUE;
        List<Expression> kept = new ArrayList<>();
        for (Expression operand : logical.operands()) {
            boolean secondNull = operand instanceof Literal literal && literal.isNull() && kept.contains(operand);
            if (operand.equals(neutral) || secondNull) {
                continue;
            }
            kept.add(operand);
            if (operand.equals(decisive)) {
                // What stands to the right is never needed; what stands to the left may still fail.
                break;
            }
        }
        if (kept.isEmpty()) {
            return neutral;
        }
        if (kept.size() == 1
                || (kept.getLast().equals(decisive) && kept.stream().noneMatch(FailureAnalysis::mayFail))) {
            return kept.getLast();
        }
        return kept.size() == logical.operands().size()
                ? logical
                : new Logical(logical.operator(), kept, kept.stream().anyMatch(Expression::nullable));
    }

    private static Expression branches(Case branches) {
        Expression first = branches.condition(0);
        if (!(first instanceof Literal literal)) {
            return branches;
        }
        if (Boolean.TRUE.equals(literal.value())) {
            return branches.result(0);
        }
        if (branches.branchCount() == 1) {
            return branches.otherwise();
        }
        List<Expression> rest = branches.operands().subList(2, branches.operands().size());
        return branches(new Case(rest, branches.type(), branches.nullable()));
    }

    private static Expression coalesce(Coalesce coalesce) {
        Expression first = coalesce.operands().getFirst();
        return first.nullable() ? coalesce : first;
    }

    private static Expression call(Call call) {
        List<Expression> operands = call.operands();
        if (operands.isEmpty()) {
            return call;
        }
        Literal left = (Literal) operands.get(0);
        Literal right = operands.size() > 1 ? (Literal) operands.get(1) : left;
        switch (call.function()) {
            case IS_NULL -> {
                return Literal.of(left.isNull());
            }
            case IS_NOT_NULL -> {
                return Literal.of(!left.isNull());
            }
            default -> {}
        }
        if (left.isNull() || right.isNull()) {
            return strict(call) ? Literal.ofNull(call.type()) : call;
        }
        try {
            return switch (call.function()) {
                case ADD, SUBTRACT, MULTIPLY -> arithmetic(call, left, right);
                case NEGATE -> negate(call, left);
                case NOT -> Literal.of(!left.asBoolean());
                case EQUAL, NOT_EQUAL, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> compare(
                        call, left, right);
                case ADD_MONTHS -> addMonths(call, left, right.asLong());
                case ADD_DAYS -> date(call, Math.addExact(left.asLong(), right.asLong()));
                case ADD_INTERVAL -> addInterval(call, left, right.asLong());
                case MULTIPLY_INTERVAL -> scale(call, left, right);
                default -> call;
            };
        } catch (ArithmeticException | java.time.DateTimeException failure) {
            return call;
        }
    }

    private static boolean strict(Call call) {
        return switch (call.function()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULUS, NEGATE, NOT, EQUAL, NOT_EQUAL, LESS_THAN, LESS_THAN_OR_EQUAL,
                    GREATER_THAN, GREATER_THAN_OR_EQUAL, ADD_MONTHS, ADD_DAYS, ADD_INTERVAL -> true;
            default -> false;
        };
    }

    private static Expression arithmetic(Call call, Literal left, Literal right) {
        return switch (call.type()) {
            case IntegerType integer -> {
                long a = left.asLong();
                long b = right.asLong();
                long value =
                        switch (call.function()) {
                            case ADD -> Math.addExact(a, b);
                            case SUBTRACT -> Math.subtractExact(a, b);
                            default -> Math.multiplyExact(a, b);
                        };
                yield value < integer.minValue() || value > integer.maxValue() ? call : new Literal(value, integer);
            }
            case DecimalType decimal -> {
                BigDecimal a = left.asDecimal();
                BigDecimal b = right.asDecimal();
                BigDecimal value =
                        switch (call.function()) {
                            case ADD -> a.add(b);
                            case SUBTRACT -> a.subtract(b);
                            default -> a.multiply(b);
                        };
                BigDecimal scaled = value.setScale(decimal.scale(), RoundingMode.HALF_UP);
                yield scaled.precision() > decimal.precision() ? call : new Literal(scaled, decimal);
            }
            case FloatingType floating when floating.bits() == 64 -> Literal.of(
                    switch (call.function()) {
                        case ADD -> left.asDouble() + right.asDouble();
                        case SUBTRACT -> left.asDouble() - right.asDouble();
                        default -> left.asDouble() * right.asDouble();
                    });
            case IntervalType interval -> new Literal(
                    switch (call.function()) {
                        case ADD -> Math.addExact(left.asLong(), right.asLong());
                        default -> Math.subtractExact(left.asLong(), right.asLong());
                    },
                    interval);
            default -> call;
        };
    }

    private static Expression negate(Call call, Literal operand) {
        return switch (call.type()) {
            case IntegerType integer -> operand.asLong() == integer.minValue()
                    ? call
                    : new Literal(-operand.asLong(), integer);
            case IntervalType interval -> new Literal(Math.negateExact(operand.asLong()), interval);
            case DecimalType decimal -> new Literal(operand.asDecimal().negate(), decimal);
            case FloatingType floating -> new Literal(-operand.asDouble(), floating);
            default -> call;
        };
    }

    @SuppressWarnings("unchecked")
    private static Expression compare(Call call, Literal left, Literal right) {
        if (left.value() instanceof String a && right.value() instanceof String b) {
            return text(call, a, b);
        }
        if (!left.type().equals(right.type()) || left.type() instanceof FloatingType) {
            return call;
        }
        if (!(left.value() instanceof Comparable<?> a)) {
            return call;
        }
        int order = ((Comparable<Object>) a).compareTo(java.util.Objects.requireNonNull(right.value()));
        return Literal.of(
                switch (call.function()) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS_THAN -> order < 0;
                    case LESS_THAN_OR_EQUAL -> order <= 0;
                    case GREATER_THAN -> order > 0;
                    default -> order >= 0;
                });
    }

    /// Texts without padding are equal when their characters are; their order is left to the kernels.
    private static Expression text(Call call, String left, String right) {
        boolean padded = call.operands().stream()
                .anyMatch(operand -> !(operand.type() instanceof CharacterType type) || type.fixed());
        return switch (call.function()) {
            case EQUAL -> padded ? call : Literal.of(left.equals(right));
            case NOT_EQUAL -> padded ? call : Literal.of(!left.equals(right));
            default -> call;
        };
    }

    private static Expression addMonths(Call call, Literal instant, long months) {
        if (instant.type() instanceof DateType) {
            return date(call, LocalDate.ofEpochDay(instant.asLong()).plusMonths(months).toEpochDay());
        }
        if (!instant.type().equals(DataType.TIMESTAMP)) {
            return call;
        }
        long day = Math.floorDiv(instant.asLong(), MICROS_PER_DAY);
        long moved = LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay();
        return new Literal(instant.asLong() + (moved - day) * MICROS_PER_DAY, call.type());
    }

    private static Expression addInterval(Call call, Literal instant, long micros) {
        if (instant.type() instanceof DateType) {
            long value = Math.addExact(Math.multiplyExact(instant.asLong(), MICROS_PER_DAY), micros);
            return call.type() instanceof DateType
                    ? date(call, Math.floorDiv(value, MICROS_PER_DAY))
                    : new Literal(value, call.type());
        }
        return instant.type().equals(DataType.TIMESTAMP)
                ? new Literal(Math.addExact(instant.asLong(), micros), call.type())
                : call;
    }

    private static Expression date(Call call, long day) {
        int year = LocalDate.ofEpochDay(day).getYear();
        return year < 1 || year > 9999 ? call : new Literal(day, DataType.DATE);
    }

    private static Expression scale(Call call, Literal interval, Literal factor) {
        double value = interval.asLong() * factor.asDouble();
        boolean exact = Math.rint(value) == value && Math.abs(value) < 1L << 52;
        return exact ? new Literal((long) value, call.type()) : call;
    }
}
