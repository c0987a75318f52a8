// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.schedule.CancellationScope;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text file into ranges of whole rows. Line ends inside of quotes are not row ends, and whether a place lies
/// inside of quotes depends on all text before it: so the file is looked through once, quickly where a piece of it has
/// no quotes at all. That also tells each range's first line number.
final class CsvRanges {
    private static final int PIECE_BYTES = 256 << 10;

    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /// Behind a quote inside of a quoted field: its end, or the first of two.
        AFTER_QUOTE
    }

    private final ReadableFile file;
    private final CsvDialect dialect;
    private final long rangeBytes;
    private final List<CsvRange> ranges = new ArrayList<>();
    private State state = State.FIELD_START;
    private long line = 1;
    private long rangeStart;
    private long rangeLine = 1;

    private CsvRanges(ReadableFile file, CsvDialect dialect, long rangeBytes) {
        this.file = file;
        this.dialect = dialect;
        this.rangeBytes = rangeBytes;
    }

    static List<CsvRange> of(ReadableFile file, CsvOptions options, long rangeBytes) {
        boolean cuttable = options.compression() == CsvCompression.NONE
                && options.dialect().escape() == options.dialect().quote()
                && file.sizeBytes() >= 2 * rangeBytes;
        if (!cuttable) {
            return List.of(new CsvRange(0, file.sizeBytes(), 1));
        }
        return new CsvRanges(file, options.dialect(), rangeBytes).cut();
    }

    private List<CsvRange> cut() {
        byte[] piece = new byte[PIECE_BYTES];
        long position = 0;
        while (position < file.sizeBytes()) {
            CancellationScope.check();
            int length = (int) Math.min(PIECE_BYTES, file.sizeBytes() - position);
            file.readFully(position, MemorySegment.ofArray(piece).asSlice(0, length));
            scan(piece, length, position);
            position += length;
        }
        if (rangeStart < file.sizeBytes()) {
            ranges.add(new CsvRange(rangeStart, file.sizeBytes(), rangeLine));
        }
        return ranges;
    }

    private void scan(byte[] piece, int length, long position) {
        boolean plain =
                state != State.QUOTED && state != State.AFTER_QUOTE && count(piece, length, dialect.quote()) == 0;
        if (plain && position + length < rangeStart + rangeBytes) {
            line += count(piece, length, (byte) '\n');
            byte last = piece[length - 1];
            state = last == '\n' || last == dialect.delimiter() ? State.FIELD_START : State.UNQUOTED;
            return;
        }
        for (int i = 0; i < length; i++) {
            step(piece[i], position + i + 1);
        }
    }

    private void step(byte next, long behind) {
        boolean quote = next == dialect.quote() && next != CsvDialect.NONE;
        switch (state) {
            case QUOTED -> {
                line += next == '\n' ? 1 : 0;
                state = quote ? State.AFTER_QUOTE : State.QUOTED;
            }
            case AFTER_QUOTE -> {
                if (quote) {
                    state = State.QUOTED;
                } else {
                    outside(next, behind);
                }
            }
            case FIELD_START -> {
                if (quote) {
                    state = State.QUOTED;
                } else {
                    outside(next, behind);
                }
            }
            case UNQUOTED -> outside(next, behind);
        }
    }

    private void outside(byte next, long behind) {
        state = next == dialect.delimiter() || next == '\n' ? State.FIELD_START : State.UNQUOTED;
        if (next == '\n') {
            line++;
            if (behind - rangeStart >= rangeBytes) {
                ranges.add(new CsvRange(rangeStart, behind, rangeLine));
                rangeStart = behind;
                rangeLine = line;
            }
        }
    }

    private static int count(byte[] bytes, int length, byte wanted) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += bytes[i] == wanted ? 1 : 0;
        }
        return count;
    }
}
