// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws a result as a box, after the manner of DuckDB's shell: names, types, rows, numbers at the right.
///
/// With a limit of rows it reads everything, keeps the first and the last rows, and draws at the end. Without one it
/// takes the widths from the first rows and then draws row by row; a later value that is wider than its column pushes
/// its own line out of true, and nothing is cut.
final class TableWriter implements ResultWriter {
    /// Rows, and characters in them, that are read before the first line is drawn when rows are not limited.
    private static final int SAMPLE_ROWS_MAX = 1_000;
    private static final int SAMPLE_CHARS_MAX = 1 << 20;
    private static final int GAP_ROWS = 3;

    private final FormatSettings settings;

    TableWriter(FormatSettings settings) {
        this.settings = settings;
    }

    @Override
    public ResultSummary write(RowCursor rows, Writer out) throws SQLException, IOException {
        return settings.rowsMax() > 0 ? writeEnds(rows, out) : writeStreaming(rows, out);
    }

    private ResultSummary writeEnds(RowCursor rows, Writer out) throws SQLException, IOException {
        int headMax = (settings.rowsMax() + 1) / 2;
        int tailMax = settings.rowsMax() - headMax;
        List<@Nullable String[]> head = new ArrayList<>();
        Deque<@Nullable String[]> tail = new ArrayDeque<>();
        long rowCount = 0;
        while (rows.next()) {
            rowCount++;
            if (head.size() < headMax) {
                head.add(read(rows));
            } else if (tailMax > 0) {
                if (tail.size() == tailMax) {
                    tail.removeFirst();
                }
                tail.addLast(read(rows));
            }
        }
        boolean isGapped = rowCount > settings.rowsMax();
        List<@Nullable String[]> shown = new ArrayList<>(head);
        shown.addAll(tail);
        TableDrawing drawing = new TableDrawing(rows.columns(), shown, settings);
        drawing.drawHead(out);
        for (String[] row : head) {
            drawing.drawRow(row, out);
        }
        for (int i = 0; isGapped && i < GAP_ROWS; i++) {
            drawing.drawGap(out);
        }
        for (String[] row : tail) {
            drawing.drawRow(row, out);
        }
        drawing.drawFoot(out);
        return new ResultSummary(rowCount, shown.size(), rows.columns().size(), drawing.columnsShown());
    }

    private ResultSummary writeStreaming(RowCursor rows, Writer out) throws SQLException, IOException {
        List<@Nullable String[]> sample = new ArrayList<>();
        long sampleChars = 0;
        boolean more = true;
        while (sample.size() < SAMPLE_ROWS_MAX && sampleChars < SAMPLE_CHARS_MAX && (more = rows.next())) {
            @Nullable String[] row = read(rows);
            for (String cell : row) {
                sampleChars += cell == null ? 0 : cell.length();
            }
            sample.add(row);
        }
        TableDrawing drawing = new TableDrawing(rows.columns(), sample, settings);
        drawing.drawHead(out);
        for (String[] row : sample) {
            drawing.drawRow(row, out);
        }
        long rowCount = sample.size();
        while (more && (more = rows.next())) {
            drawing.drawRow(read(rows), out);
            rowCount++;
        }
        drawing.drawFoot(out);
        return new ResultSummary(rowCount, rowCount, rows.columns().size(), drawing.columnsShown());
    }

    private @Nullable String[] read(RowCursor rows) throws SQLException {
        @Nullable String[] cells = new @Nullable String[rows.columns().size()];
        for (int i = 0; i < cells.length; i++) {
            String text = rows.text(i);
            // What is kept of a long value is no more than a window could show.
            if (text != null && settings.windowColumns() > 0 && text.length() > settings.windowColumns()) {
                text = TextWidth.fit(TextWidth.singleLine(text), settings.windowColumns());
            }
            cells[i] = text == null ? null : TextWidth.singleLine(text);
        }
        return cells;
    }
}
