// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.server.shell.text.ScriptItem;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Words an error for the person who typed the statement: SQLSTATE, message, and the line of SQL with the place marked.
///
/// ```
/// Error 42P01: table "lineitems" does not exist
/// LINE 2: FROM lineitems
///              ^^^^^^^^^
/// ```
final class ErrorReport {
    /// Characters of the SQL that are shown around the place.
    private static final int EXCERPT_CHARS_MAX = 100;

    private ErrorReport() {}

    /// @param item what was run when the error came up, or null
    /// @return one or more lines, each with its line end
    static String of(Throwable error, @Nullable ScriptItem item) {
        StringBuilder report = new StringBuilder();
        if (item != null && !item.position().origin().isEmpty()) {
            report.append(item.position()).append(": ");
        }
        report.append("Error");
        String sqlState = sqlState(error);
        if (sqlState != null && !sqlState.isEmpty()) {
            report.append(' ').append(sqlState);
        }
        report.append(": ").append(message(error)).append('\n');
        SourcePosition position = position(error);
        if (position.known() && item instanceof ScriptItem.SqlStatement statement) {
            appendExcerpt(statement, position, report);
        }
        return report.toString();
    }

    private static @Nullable String sqlState(Throwable error) {
        return switch (error) {
            case SQLException sql -> sql.getSQLState();
            case SheafException sheaf -> sheaf.sqlState();
            default -> null;
        };
    }

    private static String message(Throwable error) {
        return switch (error) {
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case FileNotFoundException missing -> "no such file: " + missing.getMessage();
            default ->
                    error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage().stripTrailing();
        };
    }

    private static SourcePosition position(Throwable error) {
        Throwable current = error;
        // Causes may form a circle; none is as long as this.
        for (int depth = 0; current != null && depth < 20; depth++) {
            if (current instanceof SheafException sheaf && sheaf.position().known()) {
                return sheaf.position();
            }
            current = current.getCause();
        }
        return SourcePosition.UNKNOWN;
    }

    private static void appendExcerpt(
            ScriptItem.SqlStatement statement, SourcePosition position, StringBuilder report) {
        List<String> lines = statement.text().lines().toList();
        if (position.line() > lines.size()) {
            return;
        }
        String line = lines.get(position.line() - 1).replace('\t', ' ');
        int start = Math.clamp(position.column() - 1, 0, line.length());
        int end = position.endLine() == position.line() ? position.endColumn() : line.length();
        end = Math.clamp(end, Math.min(start + 1, line.length()), line.length());
        int from = start <= EXCERPT_CHARS_MAX / 2 || line.length() <= EXCERPT_CHARS_MAX ? 0
                : start - EXCERPT_CHARS_MAX / 2;
        int to = Math.min(line.length(), from + EXCERPT_CHARS_MAX);
        String prefix = "LINE " + statement.position().plus(position.line(), position.column()).line() + ": "
                + (from > 0 ? "…" : "");
        report.append(prefix).append(line, from, to).append(to < line.length() ? "…" : "").append('\n');
        report.repeat(' ', prefix.length() + columns(line.substring(from, start)));
        report.repeat('^', Math.max(1, columns(line.substring(start, Math.clamp(end, start, Math.max(start, to))))));
        report.append('\n');
    }

    private static int columns(String text) {
        return dev.sheaf.server.shell.format.TextWidth.of(text);
    }
}
