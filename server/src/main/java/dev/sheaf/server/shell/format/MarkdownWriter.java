// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;

/// Writes a result as a GitHub-flavoured Markdown table.
final class MarkdownWriter implements ResultWriter {
    private final FormatSettings settings;

    MarkdownWriter(FormatSettings settings) {
        this.settings = settings;
    }

    @Override
    public ResultSummary write(RowCursor rows, Writer out) throws SQLException, IOException {
        StringBuilder names = new StringBuilder("|");
        StringBuilder rule = new StringBuilder("|");
        for (ResultColumn column : rows.columns()) {
            names.append(' ').append(cell(column.name())).append(" |");
            rule.append(column.isRightAligned() ? "---:|" : "---|");
        }
        out.append(names.append('\n')).append(rule.append('\n'));
        long rowCount = 0;
        StringBuilder line = new StringBuilder();
        while (rows.next()) {
            line.setLength(0);
            line.append('|');
            for (int i = 0; i < rows.columns().size(); i++) {
                String text = rows.text(i);
                line.append(' ').append(text == null ? settings.nullText() : cell(text)).append(" |");
            }
            out.append(line.append('\n'));
            rowCount++;
        }
        return ResultSummary.whole(rowCount, rows.columns().size());
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r\n", "<br>").replace("\n", "<br>")
                .replace("\r", "<br>");
    }
}
