// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that are already in memory, such as the shell's own lists of tables.
public final class ListRowCursor implements RowCursor {
    private final List<ResultColumn> columns;
    private final List<? extends List<? extends @Nullable String>> rows;
    private int row = -1;

    public ListRowCursor(List<ResultColumn> columns, List<? extends List<? extends @Nullable String>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        return ++row < rows.size();
    }

    @Override
    public @Nullable String text(int column) {
        return rows.get(row).get(column);
    }
}
