// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;

/// Writes one field a line, with a numbered rule before each row; for rows that are wider than any window.
final class VerticalWriter implements ResultWriter {
    private static final int RULE_COLUMNS = 40;

    private final FormatSettings settings;

    VerticalWriter(FormatSettings settings) {
        this.settings = settings;
    }

    @Override
    public ResultSummary write(RowCursor rows, Writer out) throws SQLException, IOException {
        List<String> names = rows.columns().stream().map(column -> TextWidth.singleLine(column.name())).toList();
        int nameColumns = names.stream().mapToInt(TextWidth::of).max().orElse(0);
        StringBuilder line = new StringBuilder();
        long rowCount = 0;
        while (rows.next()) {
            rowCount++;
            line.setLength(0);
            line.append("─[ ").append(rowCount).append(" ]");
            line.repeat('─', Math.max(1, RULE_COLUMNS - line.length())).append('\n');
            for (int i = 0; i < names.size(); i++) {
                String text = rows.text(i);
                line.append(names.get(i)).repeat(' ', nameColumns - TextWidth.of(names.get(i))).append(" │ ");
                // A value of several lines keeps them, each below the other.
                String indented = text == null ? settings.nullText() : text.indent(0).stripTrailing();
                line.append(indented.replace("\n", "\n" + " ".repeat(nameColumns) + " │ ")).append('\n');
            }
            out.append(line);
        }
        return ResultSummary.whole(rowCount, names.size());
    }
}
