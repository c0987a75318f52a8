// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.fuzz.FuzzTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes random queries over random tables: filters, joins of all kinds, subqueries, groups, windows, set operations,
/// order and limits. The rows of a query, as a multiset, are the same on every correct engine: rows are only cut where
/// the order is total, and numbers that may differ in their last digits are not compared, grouped or ordered by.
final class QueryGenerator {
    private static final int EXPRESSION_DEPTH = 3;

    private final Chance chance;
    private final List<FuzzTable> tables;
    private final ExpressionGenerator expressions;
    private final CallGenerator calls;
    private int aliasCount;

    QueryGenerator(Chance chance, List<FuzzTable> tables) {
        this.chance = chance;
        this.tables = tables;
        this.expressions = new ExpressionGenerator(chance);
        this.calls = new CallGenerator(chance, expressions);
    }

    /// A query and what is known of its columns.
    ///
    /// @param exact whether all values are exact, so that another query may compute with them
    private record Select(String sql, List<FuzzType> types, boolean exact) {}

    /// The FROM clause of a query.
    ///
    /// @param key a column that is unique and not null, or empty
    private record From(String sql, List<Column> scope, List<Column> key) {}

    String query() {
        Select select = chance.percent(15) ? setOperation() : select(2);
        if (chance.percent(10) && select.exact()) {
            String names = names(select.types());
            select = new Select(
                    "with q (" + names + ") as (" + select.sql() + ") select * from q where c0 is not null or "
                            + chance.oneOf("true", "false", "c0 is null"),
                    select.types(),
                    true);
        }
        return select.exact() && chance.percent(30) ? ordered(select) : select.sql();
    }

    /// A query and another that must have the same rows.
    record Partitioned(String whole, String parts) {}

    Partitioned partitioned() {
        From from = from(2);
        List<String> items = new ArrayList<>();
        for (int item = chance.between(1, 3); item > 0; item--) {
            items.add(expressions.expression(from.scope(), chance.oneOf(FuzzType.values()), 2));
        }
        String select = "select " + String.join(", ", items) + from.sql();
        String condition = chance.percent(70)
                ? expressions.condition(from.scope(), EXPRESSION_DEPTH)
                : subqueryCondition(from.scope());
        String parts = select + " where " + condition + " union all " + select + " where not (" + condition
                + ") union all " + select + " where (" + condition + ") is null";
        return new Partitioned(select, parts);
    }

    private Select select(int depth) {
        return switch (chance.below(10)) {
            case 0, 1, 2 -> grouped(from(depth));
            case 3, 4 -> windowed();
            default -> plain(from(depth), chance.between(1, 4));
        };
    }

    private Select plain(From from, int columnCount) {
        List<FuzzType> types = IntStream.range(0, columnCount)
                .mapToObj(_ -> chance.oneOf(FuzzType.values()))
                .toList();
        return plain(from, types);
    }

    private Select plain(From from, List<FuzzType> types) {
        List<String> items = new ArrayList<>();
        for (FuzzType type : types) {
            items.add(chance.percent(10)
                    ? scalarSubquery(from.scope(), type)
                    : expressions.expression(from.scope(), type, EXPRESSION_DEPTH));
        }
        String sql = "select " + (chance.percent(10) ? "distinct " : "") + String.join(", ", items) + from.sql()
                + where(from.scope());
        return new Select(sql, types, true);
    }

    private String where(List<Column> scope) {
        if (chance.percent(50)) {
            return "";
        }
        String condition = expressions.condition(scope, chance.below(EXPRESSION_DEPTH));
        if (chance.percent(20)) {
            condition += chance.oneOf(" and ", " or ") + subqueryCondition(scope);
        }
        return " where " + condition;
    }

    private From from(int depth) {
        From first = relation(depth);
        if (chance.percent(45)) {
            return first;
        }
        From second = relation(depth - 1);
        List<Column> scope = new ArrayList<>(first.scope());
        scope.addAll(second.scope());
        String join = chance.oneOf(" join ", " left join ", " right join ", " full join ", " cross join ");
        String on = join.equals(" cross join ") ? "" : " on " + joinCondition(first, second, join);
        return new From(first.sql() + join + second.sql().substring(" from ".length()) + on, scope, List.of());
    }

    private String joinCondition(From left, From right, String join) {
        FuzzType type =
                chance.oneOf(FuzzType.INTEGER, FuzzType.INTEGER, FuzzType.VARCHAR, FuzzType.DATE, FuzzType.DECIMAL);
        String equality = expressions.column(left.scope(), type)
                + (chance.percent(10) ? " is not distinct from " : " = ")
                + expressions.column(right.scope(), type);
        if (join.equals(" full join ") || chance.percent(60)) {
            return equality;
        }
        List<Column> scope = new ArrayList<>(left.scope());
        scope.addAll(right.scope());
        String other = expressions.condition(scope, 1);
        return chance.percent(80) ? equality + " and " + other : other;
    }

    private From relation(int depth) {
        String alias = "r" + aliasCount++;
        if (depth > 0 && chance.percent(25)) {
            Select inner = chance.percent(30) ? grouped(from(depth - 1)) : plain(from(depth - 1), chance.between(1, 4));
            if (inner.exact()) {
                List<Column> scope = new ArrayList<>();
                for (int column = 0; column < inner.types().size(); column++) {
                    scope.add(new Column(alias + ".c" + column, inner.types().get(column)));
                }
                String sql = " from (" + inner.sql() + ") as " + alias + " (" + names(inner.types()) + ")";
                return new From(sql, scope, List.of());
            }
        }
        FuzzTable table = chance.oneOf(tables);
        List<Column> scope = table.columns().stream()
                .map(column -> new Column(alias + "." + column.reference(), column.type()))
                .toList();
        return new From(" from " + table.name() + " as " + alias, scope, List.of(scope.getFirst()));
    }

    private Select grouped(From from) {
        List<String> items = new ArrayList<>();
        List<FuzzType> types = new ArrayList<>();
        int keyCount = chance.below(4);
        for (int key = 0; key < keyCount; key++) {
            FuzzType type = chance.oneOf(FuzzType.values());
            items.add(expressions.expression(from.scope(), type, chance.below(3)));
            types.add(type);
        }
        String keys = IntStream.rangeClosed(1, keyCount).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        boolean exact = true;
        for (int aggregate = chance.between(keyCount == 0 ? 1 : 0, 3); aggregate > 0; aggregate--) {
            CallGenerator.Call made = calls.aggregate(from.scope());
            items.add(made.sql());
            types.add(made.type());
            exact &= made.exact();
        }
        String sql = "select " + String.join(", ", items) + from.sql() + where(from.scope())
                + (keyCount == 0 ? "" : " group by " + keys)
                + (chance.percent(25) ? " having count(*) " + chance.oneOf("> 1", "< 5", "<> 2", ">= 0") : "");
        return new Select(sql, types, exact);
    }

    private Select windowed() {
        From from = relation(0);
        FuzzType otherType = chance.oneOf(FuzzType.values());
        String other = expressions.expression(from.scope(), otherType, 1);
        CallGenerator.Call call = calls.windowCall(from.scope(), from.key().getFirst());
        String text = "select " + from.key().getFirst().reference() + ", " + other + ", " + call.sql() + from.sql()
                + where(from.scope());
        return new Select(text, List.of(FuzzType.INTEGER, otherType, call.type()), true);
    }

    private Select setOperation() {
        List<FuzzType> types = IntStream.range(0, chance.between(1, 3))
                .mapToObj(_ -> chance.oneOf(FuzzType.values()))
                .toList();
        StringBuilder sql = new StringBuilder("(" + plain(from(1), types).sql() + ")");
        for (int more = chance.between(1, 2); more > 0; more--) {
            sql.append(chance.oneOf(
                    " union ", " union all ", " intersect ", " intersect all ", " except ", " except all "))
                    .append('(')
                    .append(plain(from(1), types).sql())
                    .append(')');
        }
        return new Select(sql.toString(), types, true);
    }

    private String scalarSubquery(List<Column> outer, FuzzType type) {
        From from = relation(0);
        String correlation = chance.percent(60) ? correlation(outer, from) : where(from.scope());
        return "(select " + chance.oneOf("min(", "max(") + expressions.expression(from.scope(), type, 1) + ")"
                + from.sql()
                + correlation + ")";
    }

    private String subqueryCondition(List<Column> outer) {
        From from = relation(0);
        return switch (chance.below(3)) {
            case 0 ->
                    chance.oneOf("exists (", "not exists (") + "select 1" + from.sql() + correlation(outer, from) + ")";
            case 1 -> {
                FuzzType type = chance.oneOf(FuzzType.INTEGER, FuzzType.VARCHAR, FuzzType.DATE);
                yield expressions.column(outer, type) + chance.oneOf(" in (", " not in (") + "select "
                        + expressions.expression(from.scope(), type, 1) + from.sql() + where(from.scope()) + ")";
            }
            default -> {
                FuzzType type = chance.oneOf(FuzzType.INTEGER, FuzzType.DECIMAL, FuzzType.DATE);
                yield expressions.column(outer, type) + chance.oneOf(" < ", " >= ", " = ")
                        + scalarSubquery(outer, type);
            }
        };
    }

    private String correlation(List<Column> outer, From from) {
        FuzzType type = chance.oneOf(FuzzType.INTEGER, FuzzType.VARCHAR, FuzzType.DATE);
        return " where " + expressions.column(from.scope(), type) + chance.oneOf(" = ", " = ", " < ")
                + expressions.column(outer, type)
                + (chance.percent(30) ? " and " + expressions.condition(from.scope(), 1) : "");
    }

    private String ordered(Select select) {
        String keys = IntStream.rangeClosed(1, select.types().size())
                .mapToObj(column -> column + chance.oneOf("", " desc", " nulls first"))
                .collect(Collectors.joining(", "));
        String limit = chance.oneOf("", " limit " + chance.below(20), " limit 5 offset " + chance.below(10));
        return "select * from (" + select.sql() + ") as o order by " + keys + limit;
    }

    private static String names(List<FuzzType> types) {
        return IntStream.range(0, types.size()).mapToObj(column -> "c" + column).collect(Collectors.joining(", "));
    }
}
