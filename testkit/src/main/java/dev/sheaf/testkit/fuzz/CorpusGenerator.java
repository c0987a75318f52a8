// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.fuzz.CorpusExpressions.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes queries over [CorpusTables].
final class CorpusGenerator {
    private static final List<String> COLUMNS = List.of("a", "b", "c", "d", "e");

    private final Chance chance;
    private final CorpusExpressions expressions;

    CorpusGenerator(Chance chance) {
        this.chance = chance;
        this.expressions = new CorpusExpressions(chance);
    }

    /// FROM and the columns that it gives.
    private record From(String sql, List<String> columns) {}

    String query() {
        return switch (chance.below(10)) {
            case 0 -> constant();
            case 1, 2 -> select();
            case 3 -> aggregated();
            case 4, 5 -> grouped();
            case 6, 7 -> numbers();
            case 8 -> chance.percent(50) ? joined() : combined();
            default -> keys();
        };
    }

    private String quantifier() {
        return chance.oneOf("", "", "ALL ", "DISTINCT ");
    }

    private String alias() {
        return chance.oneOf("", "", " AS col" + chance.between(0, 3), " col" + chance.between(4, 5));
    }

    private String constant() {
        Scope none = Scope.of(List.of());
        boolean aggregated = chance.percent(30);
        Scope scope = aggregated ? Scope.grouped(List.of(), List.of()) : none;
        return "SELECT " + quantifier() + items(scope, chance.between(1, 2), 3);
    }

    private String items(Scope scope, int count, int depth) {
        return IntStream.range(0, count)
                .mapToObj(_ -> expressions.number(scope, depth) + alias())
                .collect(Collectors.joining(", "));
    }

    private From from() {
        String first = "tab" + chance.below(3);
        if (chance.percent(65)) {
            String alias = chance.oneOf("", " AS cor0", " cor0");
            String name = alias.isEmpty() ? first : "cor0";
            List<String> columns = new ArrayList<>(List.of("col0", "col1", "col2"));
            List.of("col0", "col1", "col2").forEach(column -> columns.add(name + "." + column));
            return new From(" FROM " + first + alias, columns);
        }
        List<String> columns = IntStream.range(0, 6).mapToObj(i -> "cor" + i / 3 + ".col" + i % 3).toList();
        String join = chance.oneOf(" CROSS JOIN ", ", ", " JOIN ", " LEFT JOIN ");
        String on = join.endsWith("JOIN ") && !join.startsWith(" CROSS")
                ? " ON " + expressions.condition(Scope.of(columns), 1)
                : "";
        return new From(" FROM " + first + " AS cor0" + join + "tab" + chance.below(3) + " cor1" + on, columns);
    }

    private String where(From from) {
        return chance.percent(40) ? "" : " WHERE " + expressions.condition(Scope.of(from.columns()), chance.below(3));
    }

    private String select() {
        From from = from();
        String list = chance.percent(25) ? "*" : items(Scope.of(from.columns()), chance.between(1, 3), 2);
        return "SELECT " + quantifier() + list + from.sql() + where(from);
    }

    private String aggregated() {
        From from = from();
        return "SELECT " + quantifier() + items(Scope.grouped(List.of(), from.columns()), chance.between(1, 2), 2)
                + from.sql() + where(from);
    }

    private String grouped() {
        From from = from();
        List<String> keys = IntStream.range(0, chance.between(1, 3))
                .mapToObj(_ -> chance.oneOf(from.columns()))
                .distinct()
                .toList();
        Scope scope = Scope.grouped(keys, from.columns());
        String having = chance.percent(35) ? " HAVING " + expressions.condition(scope, 1) : "";
        // An alias that is the name of a column would be taken for that in GROUP BY by some engines.
        String list = IntStream.range(0, chance.between(1, 2))
                .mapToObj(item -> expressions.number(scope, 2) + chance.oneOf("", " AS result" + item))
                .collect(Collectors.joining(", "));
        return "SELECT " + quantifier() + list + from.sql() + where(from) + " GROUP BY " + String.join(", ", keys)
                + having;
    }

    private String numbers() {
        List<String> items = new ArrayList<>();
        for (int item = chance.between(1, 6); item > 0; item--) {
            items.add(switch (chance.below(9)) {
                case 0 -> "CASE WHEN c>(SELECT avg(c) FROM t1) THEN a*2 ELSE b*10 END";
                case 1 -> "(SELECT count(*) FROM t1 AS x WHERE x." + column() + "<t1." + column() + ")";
                case 2 -> "CASE a+1 WHEN b THEN 111 WHEN c THEN 222 WHEN d THEN 333 ELSE 555 END";
                case 3 -> "CASE WHEN a<b-3 THEN 111 WHEN a<=b THEN 222 WHEN a<b+3 THEN 333 ELSE 444 END";
                case 4 -> "abs(" + column() + "-" + column() + ")";
                case 5 -> "(a+b+c+d+e)/5";
                case 6 -> column() + "+" + column() + "*2+" + column() + "*3";
                default -> column();
            });
        }
        List<String> conditions = new ArrayList<>();
        for (int count = chance.below(4); count > 0; count--) {
            conditions.add(switch (chance.below(6)) {
                case 0 -> "EXISTS(SELECT 1 FROM t1 AS x WHERE x." + column() + "<t1." + column() + ")";
                case 1 -> column() + " BETWEEN " + column() + "-2 AND " + column() + "+2";
                case 2 -> column() + " NOT BETWEEN " + chance.between(10, 50) + " AND " + chance.between(30, 90);
                case 3 -> "(" + column() + ">" + column() + " AND " + column() + "<" + column() + ")";
                case 4 -> column() + ">(SELECT avg(" + column() + ") FROM t1 AS y WHERE y." + column() + "<>t1."
                        + column() + ")";
                default -> column() + chance.oneOf(" IS NULL", " IS NOT NULL", ">" + chance.between(20, 70));
            });
        }
        String order = IntStream.rangeClosed(1, items.size()).mapToObj(Integer::toString).collect(
                Collectors.joining(","));
        return "SELECT " + String.join(",", items) + " FROM t1"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(chance.oneOf(" OR ", " AND "), conditions))
                + " ORDER BY " + order;
    }

    private String column() {
        return chance.oneOf(COLUMNS);
    }

    private String joined() {
        List<Integer> tables = new ArrayList<>(
                IntStream.rangeClosed(1, CorpusTables.JOINED_TABLES).boxed().toList());
        List<Integer> taken = new ArrayList<>();
        for (int count = chance.between(2, CorpusTables.JOINED_TABLES); count > 0; count--) {
            int place = chance.below(tables.size());
            taken.add(tables.get(place));
            tables.subList(place, place + 1).clear();
        }
        List<String> conditions = new ArrayList<>();
        conditions.add("a" + taken.getFirst() + "=" + chance.between(1, 10));
        for (int i = 1; i < taken.size(); i++) {
            conditions.add(chance.oneOf("a", "b") + taken.get(chance.below(i)) + "=" + chance.oneOf("a", "b")
                    + taken.get(i));
        }
        return "SELECT " + taken.stream().map(table -> "x" + table).collect(Collectors.joining(",")) + " FROM "
                + taken.stream().map(table -> "x" + table).sorted().collect(Collectors.joining(",")) + " WHERE "
                + String.join(" AND ", conditions);
    }

    private String combined() {
        StringBuilder sql = new StringBuilder();
        for (int count = chance.between(2, 5); count > 0; count--) {
            int table = chance.between(1, CorpusTables.JOINED_TABLES);
            String condition = IntStream.range(0, chance.between(1, 4))
                    .mapToObj(_ -> "a" + table + chance.oneOf("=", "<", " in (1,3,", ">").replace("(1,3,", "(1,3)")
                            .replace("in (1,3)", "in (1,3) AND b" + table + "<") + chance.between(1, 10))
                    .collect(Collectors.joining(" OR "));
            sql.append("SELECT b").append(table).append(" FROM x").append(table).append(" WHERE ").append(condition);
            if (count > 1) {
                sql.append(chance.oneOf(" UNION ALL ", " UNION ", " EXCEPT ", " INTERSECT "));
            }
        }
        return sql + chance.oneOf("", " ORDER BY 1 DESC", " ORDER BY 1");
    }

    private String keys() {
        String list = chance.oneOf("pk", "pk", "pk, col0", "col1, pk", "*", "col0 + col3, pk");
        String from = chance.percent(20) ? "(SELECT * FROM tab3 WHERE " + keyCondition(1) + ") AS v" : "tab3";
        return "SELECT " + list + " FROM " + from + " WHERE " + keyCondition(3) + chance.oneOf(
                "", " ORDER BY pk DESC", " ORDER BY 1" + (list.equals("*") ? "" : ", pk"));
    }

    private String keyCondition(int depth) {
        if (depth > 0 && chance.percent(60)) {
            return chance.oneOf("", "", "NOT ") + "(" + keyCondition(depth - 1) + chance.oneOf(" AND ", " OR ")
                    + keyCondition(depth - 1) + ")";
        }
        String whole = chance.oneOf("col0", "col3");
        String real = chance.oneOf("col1", "col4");
        String number = chance.percent(50) ? whole : real;
        String value = chance.between(0, 99) + (number.equals(real) ? "." + chance.below(100) : "");
        return switch (chance.below(6)) {
            case 0 -> number + " BETWEEN " + value + " AND " + chance.between(0, 99);
            case 1 -> "(" + number + " IN (" + value + "," + chance.between(0, 99) + "," + chance.between(0, 99) + "))";
            case 2 -> number + chance.oneOf(" IS NULL", " IS NOT NULL");
            case 3 -> whole + " IN (SELECT " + chance.oneOf("col0", "col3") + " FROM tab3 WHERE "
                    + keyCondition(depth - 2) + ")";
            case 4 -> chance.oneOf("col2", "col5") + chance.oneOf(" = ", " > ", " <= ", " LIKE ") + "'"
                    + chance.oneOf("ba", "b%", "xyzmn", "") + "'";
            default -> value + chance.oneOf(" < ", " >= ", " = ") + number;
        };
    }
}
