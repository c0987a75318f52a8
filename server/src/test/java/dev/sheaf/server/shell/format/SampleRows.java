// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Rows for the tests of the formats.
final class SampleRows {
    static final ResultColumn ID = new ResultColumn("id", "int", ResultColumn.Kind.NUMBER);
    static final ResultColumn NAME = new ResultColumn("name", "varchar", ResultColumn.Kind.TEXT);

    private SampleRows() {}

    static RowCursor animals() {
        return new ListRowCursor(List.of(ID, NAME),
                List.of(List.of("1", "ant"), Arrays.asList("20", null), List.of("300", ""), List.of("4", "漢字")));
    }

    /// The numbers from zero, made one by one.
    static RowCursor numbers(int rowCount) {
        return new RowCursor() {
            private int row = -1;

            @Override
            public List<ResultColumn> columns() {
                return List.of(new ResultColumn("n", "int ", ResultColumn.Kind.NUMBER));
            }

            @Override
            public boolean next() {
                return ++row < rowCount;
            }

            @Override
            public String text(int column) {
                return String.valueOf(row);
            }
        };
    }

    static RowCursor wide(int columnCount) {
        List<ResultColumn> columns = new ArrayList<>();
        List<String> row = new ArrayList<>();
        for (int i = 0; i < columnCount; i++) {
            columns.add(new ResultColumn("c" + i, "int", ResultColumn.Kind.NUMBER));
            row.add(String.valueOf(1_000 + i));
        }
        return new ListRowCursor(columns, List.of(row));
    }

    static RowCursor random(Random random) {
        List<ResultColumn> columns = new ArrayList<>();
        int columnCount = 1 + random.nextInt(12);
        for (int i = 0; i < columnCount; i++) {
            columns.add(new ResultColumn("c".repeat(1 + random.nextInt(9)), "varchar",
                    random.nextBoolean() ? ResultColumn.Kind.NUMBER : ResultColumn.Kind.TEXT));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            List<String> row = new ArrayList<>();
            for (int j = 0; j < columnCount; j++) {
                row.add(random.nextInt(8) == 0 ? null : "a漢\n🙂".repeat(random.nextInt(6)));
            }
            rows.add(row);
        }
        return new ListRowCursor(columns, rows);
    }
}
