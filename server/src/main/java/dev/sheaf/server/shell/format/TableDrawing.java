// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws the parts of one boxed table whose layout is settled.
final class TableDrawing {
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final List<ResultColumn> columns;
    private final FormatSettings settings;
    private final TableLayout layout;
    private final StringBuilder line = new StringBuilder();

    /// @param measured rows whose values decide the widths
    TableDrawing(List<ResultColumn> columns, List<@Nullable String[]> measured, FormatSettings settings) {
        this.columns = columns;
        this.settings = settings;
        int[] natural = new int[columns.size()];
        for (int i = 0; i < natural.length; i++) {
            natural[i] = Math.max(TextWidth.of(TextWidth.singleLine(columns.get(i).name())),
                    TextWidth.of(columns.get(i).typeName()));
            for (String[] row : measured) {
                natural[i] = Math.max(natural[i], TextWidth.of(shownText(row[i])));
            }
        }
        this.layout = TableLayout.fit(columns, natural, settings.windowColumns());
    }

    int columnsShown() {
        return layout.shownCount();
    }

    void drawHead(Writer out) throws IOException {
        drawRule('┌', '┬', '┐', out);
        for (int i = 0; i < layout.shownCount(); i++) {
            drawCell(i, TextWidth.singleLine(columns.get(layout.column(i)).name()), BOLD);
            drawEllipsisAfter(i, TextWidth.ELLIPSIS);
        }
        endLine(out);
        for (int i = 0; i < layout.shownCount(); i++) {
            drawCell(i, columns.get(layout.column(i)).typeName(), DIM);
            drawEllipsisAfter(i, " ");
        }
        endLine(out);
        drawRule('├', '┼', '┤', out);
    }

    void drawRow(@Nullable String[] row, Writer out) throws IOException {
        for (int i = 0; i < layout.shownCount(); i++) {
            String cell = row[layout.column(i)];
            drawCell(i, shownText(cell), cell == null ? DIM : "");
            drawEllipsisAfter(i, TextWidth.ELLIPSIS);
        }
        endLine(out);
    }

    /// One of the rows of dots that stand for the rows left out.
    void drawGap(Writer out) throws IOException {
        for (int i = 0; i < layout.shownCount(); i++) {
            int width = layout.width(i);
            boolean isRight = columns.get(layout.column(i)).isRightAligned();
            int before = isRight ? width - 1 : (width - 1) / 2;
            line.append("│ ").repeat(' ', before).append('·').repeat(' ', width - before);
            drawEllipsisAfter(i, "·");
        }
        endLine(out);
    }

    void drawFoot(Writer out) throws IOException {
        drawRule('└', '┴', '┘', out);
    }

    private String shownText(@Nullable String cell) {
        return cell == null ? settings.nullText() : cell;
    }

    private void drawCell(int position, String text, String style) {
        int width = layout.width(position);
        String fitted = settings.windowColumns() > 0 ? TextWidth.fit(text, width) : text;
        int padding = Math.max(0, width - TextWidth.of(fitted));
        boolean isRight = columns.get(layout.column(position)).isRightAligned();
        line.append("│ ").repeat(' ', isRight ? padding : 0);
        if (settings.colour() && !style.isEmpty()) {
            line.append(style).append(fitted).append(PLAIN);
        } else {
            line.append(fitted);
        }
        line.repeat(' ', isRight ? 1 : padding + 1);
    }

    private void drawEllipsisAfter(int position, String mark) {
        if (position + 1 == layout.ellipsisPosition()) {
            line.append("│ ").append(mark).append(' ');
        }
    }

    private void endLine(Writer out) throws IOException {
        out.append(line.append("│\n"));
        line.setLength(0);
    }

    private void drawRule(char left, char middle, char right, Writer out) throws IOException {
        line.append(left);
        for (int i = 0; i < layout.shownCount(); i++) {
            line.append(i == 0 ? "" : String.valueOf(middle)).repeat('─', layout.width(i) + 2);
            if (i + 1 == layout.ellipsisPosition()) {
                line.append(middle).repeat('─', 3);
            }
        }
        out.append(line.append(right).append('\n'));
        line.setLength(0);
    }
}
