// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Expressions of whole numbers as SQLite's corpus has them, over a list of column names that may change.
final class CorpusExpressions {
    private final Chance chance;

    CorpusExpressions(Chance chance) {
        this.chance = chance;
    }

    /// An expression of whole numbers.
    ///
    /// @param columns the columns that it may read; none for a constant
    /// @param aggregates whether it may hold aggregates over `inner`
    record Scope(List<String> columns, boolean aggregates, List<String> inner) {
        static Scope of(List<String> columns) {
            return new Scope(columns, false, List.of());
        }

        static Scope grouped(List<String> keys, List<String> inner) {
            return new Scope(keys, true, inner);
        }
    }

    String number(Scope scope, int depth) {
        if (depth <= 0 || chance.percent(15)) {
            return sign() + leaf(scope);
        }
        String left = number(scope, depth - 1);
        return switch (chance.below(14)) {
            case 0, 1 -> left + " + " + number(scope, depth - 1);
            case 2, 3 -> left + " - " + number(scope, depth - 1);
            case 4, 5 -> left + " * " + sign() + leaf(scope);
            case 6 -> sign() + leaf(scope) + " / " + sign() + chance.between(1, 99);
            case 7 -> sign() + "( " + left + " )";
            case 8 -> sign() + "CAST( " + left + " AS INTEGER )";
            case 9 -> sign() + "COALESCE ( " + left + ", " + list(scope, chance.between(1, 3), depth - 1) + " )";
            case 10 -> sign() + "NULLIF ( " + left + ", " + number(scope, depth - 1) + " )";
            case 11 -> sign() + cases(scope, depth - 1);
            case 12 -> "ABS ( " + left + " )";
            default -> scope.aggregates() ? sign() + aggregate(scope) : sign() + leaf(scope);
        };
    }

    private String sign() {
        return chance.oneOf("", "", "+ ", "- ", "- - ", "+ - ", "- + ", "+ + ");
    }

    private String leaf(Scope scope) {
        if (scope.aggregates() && chance.percent(35)) {
            return aggregate(scope);
        }
        if (!scope.columns().isEmpty() && chance.percent(55)) {
            return chance.oneOf(scope.columns());
        }
        return chance.percent(12)
                ? chance.oneOf("NULL", "CAST( NULL AS INTEGER )", "( NULL )")
                : Integer.toString(chance.between(0, 99));
    }

    private String aggregate(Scope scope) {
        if (chance.percent(25)) {
            return "COUNT ( * )";
        }
        String argument = number(Scope.of(scope.inner()), chance.below(2));
        String quantifier = chance.oneOf("", "ALL ", "DISTINCT ");
        String call = chance.oneOf("COUNT", "SUM", "MIN", "MAX") + " ( " + quantifier + argument + " )";
        return "CAST( " + call + " AS INTEGER )";
    }

    private String list(Scope scope, int count, int depth) {
        return IntStream.range(0, count).mapToObj(_ -> number(scope, depth)).collect(Collectors.joining(", "));
    }

    private String cases(Scope scope, int depth) {
        boolean simple = chance.percent(50);
        StringBuilder text = new StringBuilder("CASE ");
        if (simple) {
            text.append(number(scope, depth)).append(' ');
        }
        for (int branches = chance.between(1, 3); branches > 0; branches--) {
            text.append("WHEN ")
                    .append(simple ? number(scope, depth - 1) : condition(scope, depth))
                    .append(" THEN ")
                    .append(number(scope, depth - 1))
                    .append(' ');
        }
        return text + (chance.percent(60) ? "ELSE " + number(scope, depth - 1) + " " : "") + "END";
    }

    String condition(Scope scope, int depth) {
        String negation = chance.percent(25) ? "NOT " : "";
        if (depth > 0 && chance.percent(30)) {
            String operator = chance.oneOf(" AND ", " OR ");
            return negation + "( " + condition(scope, depth - 1) + operator + condition(scope, depth - 1) + " )";
        }
        String left = number(scope, depth);
        String not = chance.oneOf("", "NOT ");
        return switch (chance.below(6)) {
            case 0 -> negation + left + " IS " + not + "NULL";
            case 1 -> negation + left + " " + not + "BETWEEN " + number(scope, depth - 1) + " AND "
                    + number(scope, depth - 1);
            case 2 -> negation + left + " " + not + "IN ( " + list(scope, chance.between(1, 4), depth - 1) + " )";
            case 3 -> negation + "( " + chance.oneOf("NULL", left) + " ) " + not + "IN ( "
                    + list(scope, chance.between(1, 2), 0) + " )";
            default -> negation + left + chance.oneOf(" = ", " <> ", " < ", " <= ", " > ", " >= ")
                    + number(scope, depth - 1);
        };
    }
}
