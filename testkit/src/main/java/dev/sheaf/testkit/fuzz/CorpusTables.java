// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes tables like those of SQLite's corpus: `tab0` to `tab2` of a few whole numbers, `t1` with five columns and
/// nulls, `tab3` of all types, and small `x1` to `x6` to join.
final class CorpusTables {
    static final int JOINED_TABLES = 6;

    private final Chance chance;

    CorpusTables(Chance chance) {
        this.chance = chance;
    }

    List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (int table = 0; table < 3; table++) {
            statements.add("create table tab" + table + " (col0 integer, col1 integer, col2 integer)");
            int nullShare = chance.oneOf(0, 0, 30);
            statements.add(insert("tab" + table, 3, () -> numbers(3, nullShare)));
        }
        statements.add("create table t1 (a integer, b integer, c integer, d integer, e integer)");
        statements.add(insert("t1", 30, () -> numbers(5, 10)));
        statements.add("create table tab3 (pk integer not null, col0 integer, col1 double, col2 varchar, col3 integer, "
                + "col4 double, col5 varchar)");
        int[] key = {0};
        statements.add(insert("tab3", chance.oneOf(10, 40), () -> List.of(
                Integer.toString(key[0]++),
                number(10),
                real(10),
                word(10),
                number(10),
                real(0),
                word(0))));
        for (int table = 1; table <= JOINED_TABLES; table++) {
            statements.add("create table x%1$d (a%1$d integer, b%1$d integer, x%1$d varchar(40))".formatted(table));
            String name = "'table x" + table + " row ";
            statements.add(insert("x" + table, 10, () -> List.of(
                    Integer.toString(chance.between(1, 10)),
                    Integer.toString(chance.between(1, 10)),
                    name + chance.below(10) + "'")));
        }
        return statements;
    }

    private static String insert(String table, int rowCount, java.util.function.Supplier<List<String>> row) {
        return IntStream.range(0, rowCount)
                .mapToObj(_ -> "(" + String.join(", ", row.get()) + ")")
                .collect(Collectors.joining(", ", "insert into " + table + " values ", ""));
    }

    private List<String> numbers(int count, int nullShare) {
        return IntStream.range(0, count).mapToObj(_ -> number(nullShare)).toList();
    }

    private String number(int nullShare) {
        return chance.percent(nullShare) ? "NULL" : Integer.toString(chance.between(0, 99));
    }

    private String real(int nullShare) {
        return chance.percent(nullShare) ? "NULL" : chance.between(0, 99) + "." + chance.below(100);
    }

    private String word(int nullShare) {
        if (chance.percent(nullShare)) {
            return "NULL";
        }
        return "'" + chance.oneOf("a", "b", "bg", "xyz", "qwert") + chance.oneOf("a", "z", "mn") + "'";
    }
}
