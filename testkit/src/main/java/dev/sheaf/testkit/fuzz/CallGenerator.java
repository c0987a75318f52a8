// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.fuzz.FuzzTable.Column;
import java.util.List;

/// Makes random calls of aggregate and window functions.
final class CallGenerator {
    private final Chance chance;
    private final ExpressionGenerator expressions;

    CallGenerator(Chance chance, ExpressionGenerator expressions) {
        this.chance = chance;
        this.expressions = expressions;
    }

    /// A call.
    ///
    /// @param exact whether its value is the same to the last digit on every engine
    record Call(String sql, FuzzType type, boolean exact) {}

    Call aggregate(List<Column> scope) {
        FuzzType type = chance.oneOf(FuzzType.values());
        String argument = expressions.expression(scope, type, 2);
        String filter = chance.percent(15) ? " filter (where " + expressions.condition(scope, 1) + ")" : "";
        return switch (chance.below(8)) {
            case 0 -> new Call("count(*)" + filter, FuzzType.BIGINT, true);
            case 1 -> new Call("count(" + argument + ")" + filter, FuzzType.BIGINT, true);
            case 2 -> new Call("count(distinct " + argument + ")" + filter, FuzzType.BIGINT, true);
            case 3, 4 -> new Call(chance.oneOf("min(", "max(") + argument + ")" + filter, type, true);
            case 5 -> new Call(
                    chance.oneOf("bool_and(", "bool_or(") + expressions.condition(scope, 1) + ")" + filter,
                    FuzzType.BOOLEAN,
                    true);
            case 6 -> {
                FuzzType number = chance.oneOf(FuzzType.INTEGER, FuzzType.DECIMAL, FuzzType.DOUBLE);
                String sql = "avg(" + expressions.expression(scope, number, 1) + ")" + filter;
                yield new Call(sql, FuzzType.DOUBLE, false);
            }
            default -> sum(scope, filter);
        };
    }

    private Call sum(List<Column> scope, String filter) {
        FuzzType number = chance.oneOf(FuzzType.INTEGER, FuzzType.DECIMAL, FuzzType.DOUBLE);
        String distinct = chance.percent(15) ? "distinct " : "";
        String sum = "sum(" + distinct + expressions.expression(scope, number, 1) + ")" + filter;
        return switch (number) {
            // Engines differ in the type of the sum, so an enclosing query is given one.
            case INTEGER -> new Call("cast(" + sum + " as bigint)", FuzzType.BIGINT, true);
            case DECIMAL -> new Call("cast(" + sum + " as decimal(18, 2))", FuzzType.DECIMAL, true);
            default -> new Call(sum, FuzzType.DOUBLE, true);
        };
    }

    /// Makes a call over a window.
    ///
    /// @param key a column that is unique and not null: it makes the order total where the result depends on that
    Call windowCall(List<Column> scope, Column key) {
        String partition = chance.percent(60)
                ? "partition by " + expressions.expression(scope, chance.oneOf(FuzzType.values()), 1) + " "
                : "";
        String order = "order by " + expressions.column(scope, chance.oneOf(FuzzType.values()))
                + chance.oneOf("", " desc", " nulls first", " desc nulls last");
        String ties = "(" + partition + order + ")";
        String total = "(" + partition + order + ", " + key.reference() + ")";
        String framed = "(" + partition + order + ", " + key.reference() + " rows between " + frame() + ")";
        FuzzType type = chance.oneOf(FuzzType.values());
        String value = expressions.expression(scope, type, 2);
        return switch (chance.below(8)) {
            case 0 -> new Call("row_number() over " + total, FuzzType.BIGINT, true);
            case 1 -> new Call(chance.oneOf("rank()", "dense_rank()") + " over " + ties, FuzzType.BIGINT, true);
            case 2 -> new Call(
                    chance.oneOf("lag(", "lead(") + value + ", " + chance.between(0, 3) + ") over " + total, type,
                    true);
            case 3 -> new Call(chance.oneOf("first_value(", "last_value(") + value + ") over " + framed, type, true);
            case 4 -> new Call(
                    chance.oneOf("min(", "max(") + value + ") over " + chance.oneOf(framed, ties), type, true);
            case 5 -> new Call("count(" + value + ") over " + chance.oneOf(framed, ties), FuzzType.BIGINT, true);
            case 6 -> new Call("ntile(" + chance.between(1, 5) + ") over " + total, FuzzType.BIGINT, true);
            default -> {
                String sum = "sum(" + expressions.expression(scope, FuzzType.INTEGER, 1) + ") over ";
                yield new Call("cast(" + sum + chance.oneOf(framed, ties) + " as bigint)", FuzzType.BIGINT, true);
            }
        };
    }

    private String frame() {
        return chance.oneOf(
                "2 preceding and 1 following",
                "unbounded preceding and current row",
                "1 following and 3 following",
                "current row and unbounded following");
    }
}
