// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.fuzz.FuzzTable.Column;
import java.util.ArrayList;
import java.util.List;

/// Makes the random tables of a run. Values come from small ranges, so that joins, groups and comparisons hit.
final class TableGenerator {
    private static final List<String> WORDS =
            List.of("''", "'a'", "'b'", "'ab'", "'abc'", "'B'", "'x y'", "'äö'", "'a longer text of words'", "' pad '");

    private final Chance chance;

    TableGenerator(Chance chance) {
        this.chance = chance;
    }

    /// Makes three tables: a larger one, a small one, and sometimes an empty one.
    List<FuzzTable> tables() {
        return List.of(
                table("t0", chance.between(20, 120)),
                table("t1", chance.between(1, 30)),
                table("t2", chance.percent(20) ? 0 : chance.between(1, 12)));
    }

    private FuzzTable table(String name, int rowCount) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("id", FuzzType.INTEGER));
        for (FuzzType type : FuzzType.values()) {
            columns.add(new Column("c" + columns.size(), type));
        }
        int extraCount = chance.between(0, 4);
        for (int extra = 0; extra < extraCount; extra++) {
            columns.add(new Column("c" + columns.size(), chance.oneOf(FuzzType.values())));
        }
        int nullShare = chance.oneOf(0, 10, 30);
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < rowCount; row++) {
            List<String> values = new ArrayList<>();
            values.add(Integer.toString(row));
            for (Column column : columns.subList(1, columns.size())) {
                values.add(chance.percent(nullShare) ? "null" : literal(chance, column.type()));
            }
            rows.add(values);
        }
        return new FuzzTable(name, columns, rows);
    }

    /// Returns a random literal of a type, never null.
    static String literal(Chance chance, FuzzType type) {
        return switch (type) {
            case INTEGER -> Integer.toString(chance.between(-9, 20));
            case BIGINT ->
                    "cast(" + chance.between(-5, 40) * (chance.percent(20) ? 1_000_000_007L : 1L) + " as bigint)";
            case DECIMAL -> "cast(" + chance.between(-999, 9999) + "." + chance.between(10, 99) + " as decimal(8, 2))";
            case DOUBLE -> chance.between(-40, 80) + "." + chance.oneOf("0", "5", "25", "125", "875") + "e0";
            case VARCHAR -> chance.oneOf(WORDS);
            case DATE -> "date '" + day(chance) + "'";
            case TIMESTAMP -> "timestamp '" + day(chance) + " "
                    + chance.oneOf("00:00:00", "12:30:00", "23:59:59.999999", "06:00:00.5") + "'";
            case BOOLEAN -> chance.oneOf("true", "false");
        };
    }

    private static String day(Chance chance) {
        return chance.oneOf("2023-12-31", "2024-01-01", "2024-01-31", "2024-02-29", "2024-03-15", "1969-07-20",
                "2000-01-01");
    }
}
