// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.storage.file.FilePlace;
import java.util.Arrays;

/// Splits text into rows and fields: for each field of each row, where its content lies and whether it was quoted.
/// Follows RFC 4180, and beyond it takes line ends of any kind and quotes inside of unquoted fields.
final class CsvRows {
    /// The field was quoted.
    static final byte QUOTED = 1;
    /// The field holds escape bytes that are not part of its value.
    static final byte ESCAPED = 2;

    private static final byte ORDINARY = 0;
    private static final byte DELIMITER = 1;
    private static final byte LINE_END = 2;

    private final CsvDialect dialect;
    private final CsvOptions options;
    private final FilePlace place;
    private final int columns;
    private final byte[] classes = new byte[256];

    private int[] starts;
    private int[] ends;
    private byte[] flags;
    private long[] lines;
    private int rowCount;
    private long line;

    private int at;
    private int field;
    private boolean incomplete;
    private boolean brokenQuote;

    /// @param line the number of the first line, for errors
    /// @param rowsMax rows of one call, at most
    CsvRows(CsvOptions options, FilePlace place, long line, int rowsMax) {
        this.dialect = options.dialect();
        this.options = options;
        this.place = place;
        this.columns = options.columnCount();
        this.line = line;
        this.starts = new int[rowsMax * columns];
        this.ends = new int[rowsMax * columns];
        this.flags = new byte[rowsMax * columns];
        this.lines = new long[rowsMax];
        classes[dialect.delimiter() & 0xFF] = DELIMITER;
        classes['\n'] = LINE_END;
        classes['\r'] = LINE_END;
    }

    int rowCount() {
        return rowCount;
    }

    int start(int row, int column) {
        return starts[row * columns + column];
    }

    int end(int row, int column) {
        return ends[row * columns + column];
    }

    byte flags(int row, int column) {
        return flags[row * columns + column];
    }

    long line(int row) {
        return lines[row];
    }

    /// Splits rows of the text's window until there are `rowsMax`, or the rest is not a whole row, and consumes them.
    void split(CsvText text, int rowsMax) {
        rowCount = 0;
        byte[] bytes = text.bytes();
        int end = text.end();
        at = text.start();
        while (rowCount < rowsMax && at < end) {
            int rowStart = at;
            long rowLine = line;
            incomplete = false;
            brokenQuote = false;
            field = 0;
            splitRow(bytes, end, text.ended());
            if (incomplete) {
                at = rowStart;
                line = rowLine;
                break;
            }
            lines[rowCount] = rowLine;
            acceptRow(bytes, rowStart, rowLine);
        }
        text.consume(at);
    }

    /// Consumes one row that is not blank, whatever its fields are.
    ///
    /// @return false when the window does not hold a whole one
    boolean skipRow(CsvText text) {
        rowCount = 0;
        at = text.start();
        while (at < text.end()) {
            int rowStart = at;
            long rowLine = line;
            incomplete = false;
            brokenQuote = false;
            field = 0;
            splitRow(text.bytes(), text.end(), text.ended());
            if (incomplete) {
                line = rowLine;
                text.consume(rowStart);
                return false;
            }
            text.consume(at);
            boolean blank = field == 1 && starts[0] == ends[0] && flags[0] == 0;
            if (!blank) {
                return true;
            }
        }
        return false;
    }

    private void acceptRow(byte[] bytes, int rowStart, long rowLine) {
        int base = rowCount * columns;
        boolean blank = field == 1 && starts[base] == ends[base] && flags[base] == 0;
        if (blank && columns > 1) {
            return;
        }
        if (!brokenQuote && (field == columns || options.nullPadding() && field < columns)) {
            for (int column = field; column < columns; column++) {
                starts[base + column] = rowStart;
                ends[base + column] = rowStart;
                flags[base + column] = 0;
            }
            rowCount++;
            return;
        }
        if (!options.ignoreErrors()) {
            FilePlace row = new FilePlace(place.file(), "line " + rowLine);
            throw row.malformed(brokenQuote
                    ? "a quoted value does not end, or goes on after its closing quote"
                    : field + " values where " + columns + " are expected: " + excerpt(bytes, rowStart, at));
        }
    }

    static String excerpt(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        int shown = Math.min(80, end - from);
        return new String(bytes, from, shown, java.nio.charset.StandardCharsets.UTF_8)
                + (shown < end - from ? "..." : "");
    }

    private void splitRow(byte[] bytes, int end, boolean last) {
        while (true) {
            byte flag = 0;
            int from = at;
            int to;
            if (from < end && bytes[from] == dialect.quote() && dialect.quote() != CsvDialect.NONE) {
                from++;
                flag = quoted(bytes, end, last);
                to = at - 1;
                if (incomplete) {
                    return;
                }
                if (brokenQuote) {
                    to = Math.max(from, at);
                    skipToLineEnd(bytes, end);
                }
            } else {
                int i = from;
                while (i < end && classes[bytes[i] & 0xFF] == ORDINARY) {
                    i++;
                }
                at = i;
                to = i;
            }
            addField(from, to, flag);
            if (at == end) {
                incomplete = !last;
                return;
            }
            byte separator = bytes[at++];
            if (separator != dialect.delimiter()) {
                lineEnd(separator, bytes, end, last);
                return;
            }
            if (at == end && last) {
                // A delimiter as the very last byte ends an empty field too.
                addField(at, at, (byte) 0);
                return;
            }
        }
    }

    private void addField(int from, int to, byte flag) {
        if (field < columns) {
            int index = rowCount * columns + field;
            starts[index] = from;
            ends[index] = to;
            flags[index] = flag;
        }
        field++;
    }

    private void lineEnd(byte separator, byte[] bytes, int end, boolean last) {
        line++;
        if (separator != '\r') {
            return;
        }
        if (at == end) {
            // Whether a line feed belongs to this line end is only known with the next byte.
            incomplete = !last;
        } else if (bytes[at] == '\n') {
            at++;
        }
    }

    /// Goes from an opening quote to behind the closing one; its content ends one byte before [#at].
    private byte quoted(byte[] bytes, int end, boolean last) {
        byte quote = dialect.quote();
        byte escape = dialect.escape();
        byte flag = QUOTED;
        int i = at + 1;
        while (true) {
            while (i < end && bytes[i] != quote && bytes[i] != escape) {
                line += bytes[i] == '\n' ? 1 : 0;
                i++;
            }
            if (i == end || i + 1 == end && !last) {
                at = i;
                incomplete = !last;
                brokenQuote = last;
                return flag;
            }
            boolean escaping = bytes[i] == escape && i + 1 < end && (bytes[i + 1] == quote || bytes[i + 1] == escape);
            if (escaping) {
                flag |= ESCAPED;
                i += 2;
            } else if (bytes[i] == quote) {
                at = i + 1;
                brokenQuote = at < end && classes[bytes[at] & 0xFF] == ORDINARY;
                return flag;
            } else {
                i++;
            }
        }
    }

    private void skipToLineEnd(byte[] bytes, int end) {
        while (at < end && classes[bytes[at] & 0xFF] != LINE_END) {
            at++;
        }
    }

    /// Heap bytes of the arrays.
    long heapBytes() {
        return 9L * starts.length + 8L * lines.length;
    }

    /// Copies a field without its escape bytes and returns the length.
    int unescape(byte[] bytes, int row, int column, byte[] target) {
        int to = end(row, column);
        int length = 0;
        for (int i = start(row, column); i < to; i++) {
            boolean escaping = bytes[i] == dialect.escape() && i + 1 < to
                    && (bytes[i + 1] == dialect.quote() || bytes[i + 1] == dialect.escape());
            i += escaping ? 1 : 0;
            target[length++] = bytes[i];
        }
        return length;
    }

    static byte[] grown(byte[] array, int length) {
        return array.length < length ? Arrays.copyOf(array, Math.max(length, 2 * array.length)) : array;
    }
}
