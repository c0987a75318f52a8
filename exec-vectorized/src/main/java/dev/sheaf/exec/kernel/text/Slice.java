// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.Operand;
import java.util.Arrays;

/// Gives parts of the strings of a frame's first operand as views of the same heaps.
public final class Slice {
    final TextCursor cursor;
    private final boolean binary;
    private Operand source;
    private StringVector target;

    @SuppressWarnings("NullAway") // opened before use
    public Slice(KernelContext context, boolean binary) {
        this.cursor = new TextCursor(context);
        this.binary = binary;
    }

    /// Begins the frame's result.
    public void open(CallFrame frame) {
        source = frame.operand(0);
        target = frame.resultStrings();
        target.shareHeaps(source.strings().heaps(), source.strings().heapCount());
        if (!frame.allRows()) {
            Arrays.fill(target.views(), 0, 2 * frame.rowCount(), 0L);
        }
    }

    public TextCursor cursor() {
        return cursor;
    }

    public void read(int row) {
        cursor.read(source, row);
    }

    /// How many bytes the first characters take.
    int head(long characters) {
        return binary ? (int) Math.min(characters, cursor.length())
                : Utf8.bytes(cursor.segment(), cursor.offset(), cursor.length(), characters);
    }

    /// How many bytes the last characters take.
    int tail(long characters) {
        return binary ? (int) Math.min(characters, cursor.length())
                : Utf8.bytesFromEnd(cursor.segment(), cursor.offset(), cursor.length(), characters);
    }

    /// Gives the row some characters of what was read.
    void put(int row, long skippedCharacters, long characters) {
        int skipped = head(skippedCharacters);
        int rest = cursor.length() - skipped;
        int bytes = binary ? (int) Math.min(characters, rest)
                : Utf8.bytes(cursor.segment(), cursor.offset() + skipped, rest, characters);
        putBytes(row, skipped, bytes);
    }

    /// Gives the row some bytes of what was read.
    public void putBytes(int row, int skipped, int length) {
        int sourceRow = row & source.mask();
        long second = source.strings().views()[2 * sourceRow + 1];
        long offset = cursor.offset() + skipped;
        target.setView(
                row,
                StringViews.first(cursor.segment(), offset, length),
                StringViews.isInline(length)
                        ? StringViews.inlineSecond(cursor.segment(), offset, length)
                        : StringViews.reference(StringViews.heap(second), (int) offset));
    }
}
