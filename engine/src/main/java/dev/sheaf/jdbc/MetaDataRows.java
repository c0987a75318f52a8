// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.session.EngineSession;
import dev.sheaf.engine.session.FixedRows;
import java.sql.ResultSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds the result sets of metadata calls.
final class MetaDataRows {
    private final EngineSession session;
    private final List<Field> fields = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    MetaDataRows(EngineSession session) {
        this.session = session;
    }

    /// Adds text columns.
    MetaDataRows text(String... names) {
        return add(DataType.VARCHAR, names);
    }

    /// Adds INTEGER columns.
    MetaDataRows integer(String... names) {
        return add(DataType.INTEGER, names);
    }

    /// Adds SMALLINT columns.
    MetaDataRows small(String... names) {
        return add(DataType.SMALLINT, names);
    }

    /// Adds BOOLEAN columns.
    MetaDataRows truth(String... names) {
        return add(DataType.BOOLEAN, names);
    }

    private MetaDataRows add(DataType type, String... names) {
        for (String name : names) {
            fields.add(new Field(name, type, true));
        }
        return this;
    }

    MetaDataRows row(List<? extends @Nullable Object> values) {
        rows.add(new ArrayList<>(values));
        return this;
    }

    /// Orders by the text of columns.
    MetaDataRows orderBy(int... columns) {
        Comparator<List<@Nullable Object>> order = (_, _) -> 0;
        for (int column : columns) {
            order = order.thenComparing(row -> String.valueOf(row.get(column)));
        }
        rows.sort(order);
        return this;
    }

    ResultSet build() {
        return new SheafResultSet(
                new RowCursor(FixedRows.of(new Schema(fields), rows, session.memory())), null, ZoneOffset.UTC, 0);
    }
}
