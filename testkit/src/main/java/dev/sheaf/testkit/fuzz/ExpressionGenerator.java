// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.fuzz.FuzzTable.Column;
import java.util.List;

/// Makes random typed expressions over the columns that are in scope. None can fail: divisors are guarded, products
/// stay small, only casts that always succeed are used.
final class ExpressionGenerator {
    private final Chance chance;

    ExpressionGenerator(Chance chance) {
        this.chance = chance;
    }

    /// Returns an expression of a type.
    ///
    /// @param depth how many levels of operators there may be
    String expression(List<Column> scope, FuzzType type, int depth) {
        if (depth <= 0 || chance.percent(25)) {
            return leaf(scope, type);
        }
        if (chance.percent(25)) {
            return conditional(scope, type, depth);
        }
        int next = depth - 1;
        return switch (type) {
            case INTEGER -> integer(scope, next);
            case BIGINT -> bigint(scope, next);
            case DECIMAL -> decimal(scope, next);
            case DOUBLE -> doubled(scope, next);
            case VARCHAR -> varchar(scope, next);
            case DATE -> date(scope, next);
            case TIMESTAMP -> timestamp(scope, next);
            case BOOLEAN -> condition(scope, next);
        };
    }

    /// Returns a column, a literal, or now and then a null.
    String leaf(List<Column> scope, FuzzType type) {
        List<Column> fitting =
                scope.stream().filter(column -> column.type() == type).toList();
        if (!fitting.isEmpty() && chance.percent(75)) {
            return chance.oneOf(fitting).reference();
        }
        if (chance.percent(8)) {
            return "cast(null as " + type.sqlName() + ")";
        }
        return TableGenerator.literal(chance, type);
    }

    /// Returns a column of a type, or a literal where none is in scope.
    String column(List<Column> scope, FuzzType type) {
        List<Column> fitting =
                scope.stream().filter(column -> column.type() == type).toList();
        return fitting.isEmpty() ? TableGenerator.literal(chance, type) : chance.oneOf(fitting).reference();
    }

    private String conditional(List<Column> scope, FuzzType type, int depth) {
        int next = depth - 1;
        String first = expression(scope, type, next);
        String second = expression(scope, type, next);
        return switch (chance.below(6)) {
            case 0 -> "case when " + condition(scope, next) + " then " + first + " else " + second + " end";
            case 1 -> "case when " + condition(scope, next) + " then " + first + " when " + condition(scope, next)
                    + " then " + second + " end";
            case 2 -> "coalesce(" + first + ", " + second + ")";
            case 3 -> "nullif(" + first + ", " + second + ")";
            case 4 -> "greatest(" + first + ", " + second + ")";
            default -> "least(" + first + ", " + second + ")";
        };
    }

    private String integer(List<Column> scope, int depth) {
        String left = expression(scope, FuzzType.INTEGER, depth);
        String right = expression(scope, FuzzType.INTEGER, depth);
        return switch (chance.below(9)) {
            case 0, 1 -> "(" + left + " + " + right + ")";
            case 2 -> "(" + left + " - " + right + ")";
            case 3 -> "(" + left + " * " + chance.between(-3, 5) + ")";
            case 4 -> "(" + left + " / nullif(" + right + ", 0))";
            case 5 -> "(" + left + " % nullif(" + right + ", 0))";
            case 6 -> "abs(" + left + ")";
            case 7 -> "cast(" + expression(scope, FuzzType.BOOLEAN, depth) + " as integer)";
            default -> "cast(length(" + expression(scope, FuzzType.VARCHAR, depth) + ") as integer)";
        };
    }

    private String bigint(List<Column> scope, int depth) {
        return switch (chance.below(5)) {
            case 0 -> "cast(" + expression(scope, FuzzType.INTEGER, depth) + " as bigint)";
            case 1 ->
                    "(" + expression(scope, FuzzType.BIGINT, depth) + " + " + expression(scope, FuzzType.INTEGER, depth)
                            + ")";
            case 2 -> "extract(" + chance.oneOf("year", "month", "day", "quarter", "doy", "isodow") + " from "
                    + operand(scope, FuzzType.DATE, depth) + ")";
            case 3 -> "(" + operand(scope, FuzzType.DATE, depth) + " - " + operand(scope, FuzzType.DATE, depth) + ")";
            default -> "length(" + expression(scope, FuzzType.VARCHAR, depth) + ")";
        };
    }

    private String decimal(List<Column> scope, int depth) {
        String left = expression(scope, FuzzType.DECIMAL, depth);
        return switch (chance.below(5)) {
            case 0 -> "(" + left + " + " + expression(scope, FuzzType.DECIMAL, depth) + ")";
            case 1 -> "(" + left + " - " + expression(scope, FuzzType.DECIMAL, depth) + ")";
            case 2 -> "(" + left + " * " + chance.between(-2, 3) + ")";
            case 3 -> "abs(" + left + ")";
            default -> "(- " + left + ")";
        };
    }

    private String doubled(List<Column> scope, int depth) {
        String left = expression(scope, FuzzType.DOUBLE, depth);
        return switch (chance.below(6)) {
            case 0 -> "(" + left + " + " + expression(scope, FuzzType.DOUBLE, depth) + ")";
            case 1 -> "(" + left + " - " + expression(scope, FuzzType.DOUBLE, depth) + ")";
            case 2 -> "(" + left + " * " + chance.between(-2, 3) + ")";
            case 3 -> "(" + left + " / 2)";
            case 4 -> "cast(" + expression(scope, FuzzType.INTEGER, depth) + " as double)";
            default -> "floor(" + left + ")";
        };
    }

    private String varchar(List<Column> scope, int depth) {
        String text = expression(scope, FuzzType.VARCHAR, depth);
        return switch (chance.below(9)) {
            case 0 -> "(" + text + " || " + expression(scope, FuzzType.VARCHAR, depth) + ")";
            case 1 -> "upper(" + text + ")";
            case 2 -> "lower(" + text + ")";
            case 3 -> "substring(" + text + " from " + chance.between(1, 3) + " for " + chance.between(0, 4) + ")";
            case 4 -> "left(" + text + ", " + chance.between(0, 3) + ")";
            case 5 -> "replace(" + text + ", 'a', '" + chance.oneOf("", "xy", "A") + "')";
            case 6 -> "trim(" + text + ")";
            case 7 -> "cast(" + operand(scope, FuzzType.INTEGER, depth) + " as varchar)";
            default -> "cast(" + operand(scope, FuzzType.DATE, depth) + " as varchar)";
        };
    }

    private String date(List<Column> scope, int depth) {
        return switch (chance.below(3)) {
            case 0 -> "(" + operand(scope, FuzzType.DATE, depth) + " + " + chance.between(-40, 40) + ")";
            case 1 -> "cast(" + operand(scope, FuzzType.TIMESTAMP, depth) + " as date)";
            default -> operand(scope, FuzzType.DATE, depth);
        };
    }

    private String timestamp(List<Column> scope, int depth) {
        return switch (chance.below(3)) {
            case 0 -> "(" + operand(scope, FuzzType.TIMESTAMP, depth) + chance.oneOf(" + ", " - ") + "interval '"
                    + chance.between(1, 14) + "' " + chance.oneOf("hour", "day", "month", "minute") + ")";
            case 1 -> "cast(" + operand(scope, FuzzType.DATE, depth) + " as timestamp)";
            default -> "date_trunc('" + chance.oneOf("hour", "day", "month", "year") + "', "
                    + operand(scope, FuzzType.TIMESTAMP, depth) + ")";
        };
    }

    /// Returns a condition.
    String condition(List<Column> scope, int depth) {
        if (depth <= 0) {
            return comparison(scope, 0);
        }
        int next = depth - 1;
        return switch (chance.below(10)) {
            case 0 -> "(" + condition(scope, next) + " and " + condition(scope, next) + ")";
            case 1 -> "(" + condition(scope, next) + " or " + condition(scope, next) + ")";
            case 2 -> "(not " + condition(scope, next) + ")";
            case 3 -> {
                FuzzType type = chance.oneOf(FuzzType.values());
                yield "(" + expression(scope, type, next) + chance.oneOf(" is null)", " is not null)");
            }
            case 4 -> inList(scope, next);
            case 5 -> "(" + expression(scope, FuzzType.VARCHAR, next) + chance.oneOf(" like ", " not like ", " ilike ")
                    + chance.oneOf("'a%'", "'%b%'", "'_b%'", "'%'", "'%a%b%'", "''") + ")";
            case 6 -> {
                FuzzType type = chance.oneOf(FuzzType.INTEGER, FuzzType.DECIMAL, FuzzType.DATE, FuzzType.VARCHAR);
                yield "(" + expression(scope, type, next) + chance.oneOf(" between ", " not between ")
                        + leaf(scope, type) + " and " + leaf(scope, type) + ")";
            }
            default -> comparison(scope, next);
        };
    }

    private String comparison(List<Column> scope, int depth) {
        FuzzType type = chance.oneOf(FuzzType.values());
        String operator =
                chance.oneOf(" = ", " <> ", " < ", " <= ", " > ", " >= ", " is distinct from ",
                        " is not distinct from ");
        FuzzType other = type == FuzzType.INTEGER && chance.percent(30)
                ? chance.oneOf(FuzzType.BIGINT, FuzzType.DECIMAL, FuzzType.DOUBLE)
                : type;
        return "(" + expression(scope, type, depth) + operator + expression(scope, other, depth) + ")";
    }

    private String inList(List<Column> scope, int depth) {
        FuzzType type = chance.oneOf(FuzzType.INTEGER, FuzzType.VARCHAR, FuzzType.DATE, FuzzType.DECIMAL);
        StringBuilder list = new StringBuilder(leaf(scope, type));
        for (int more = chance.below(4); more > 0; more--) {
            list.append(", ").append(leaf(scope, type));
        }
        return "(" + expression(scope, type, depth) + chance.oneOf(" in (", " not in (") + list + "))";
    }

    // Operands of functions whose type an engine could not tell from a bare literal or a conditional over such.
    private String operand(List<Column> scope, FuzzType type, int depth) {
        return depth <= 0 ? leaf(scope, type)
                : "cast(" + expression(scope, type, depth) + " as " + type.sqlName() + ")";
    }
}
