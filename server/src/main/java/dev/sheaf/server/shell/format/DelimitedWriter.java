// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Writes a result with a delimiter between fields, as CSV or as TSV.
final class DelimitedWriter implements ResultWriter {
    /// Puts a field into the form that its reader takes apart again.
    private interface Quoting {
        void append(@Nullable String text, StringBuilder line);
    }

    private final char delimiter;
    private final Quoting quoting;
    private final boolean header;

    private DelimitedWriter(char delimiter, Quoting quoting, boolean header) {
        this.delimiter = delimiter;
        this.quoting = quoting;
        this.header = header;
    }

    static DelimitedWriter csv(FormatSettings settings) {
        return new DelimitedWriter(',', DelimitedWriter::appendQuoted, settings.header());
    }

    static DelimitedWriter tsv(FormatSettings settings) {
        return new DelimitedWriter('\t', DelimitedWriter::appendEscaped, settings.header());
    }

    @Override
    public ResultSummary write(RowCursor rows, Writer out) throws SQLException, IOException {
        int columnCount = rows.columns().size();
        StringBuilder line = new StringBuilder();
        if (header) {
            for (int i = 0; i < columnCount; i++) {
                quoting.append(rows.columns().get(i).name(), i == 0 ? line : line.append(delimiter));
            }
            out.append(line.append('\n'));
        }
        long rowCount = 0;
        while (rows.next()) {
            line.setLength(0);
            for (int i = 0; i < columnCount; i++) {
                quoting.append(rows.text(i), i == 0 ? line : line.append(delimiter));
            }
            out.append(line.append('\n'));
            rowCount++;
        }
        return ResultSummary.whole(rowCount, columnCount);
    }

    private static void appendQuoted(@Nullable String text, StringBuilder line) {
        if (text == null) {
            return;
        }
        if (!needsQuotes(text)) {
            line.append(text);
            return;
        }
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            line.append(character == '"' ? "\"" : "").append(character);
        }
        line.append('"');
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == ',' || character == '"' || character == '\n' || character == '\r') {
                return true;
            }
        }
        return false;
    }

    private static void appendEscaped(@Nullable String text, StringBuilder line) {
        if (text == null) {
            line.append("\\N");
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\\' -> line.append("\\\\");
                default -> line.append(character);
            }
        }
    }
}
