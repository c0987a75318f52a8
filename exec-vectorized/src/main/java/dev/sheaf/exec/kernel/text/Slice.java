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
    private long[] views = {};

    @SuppressWarnings("NullAway") // opened before use
    public Slice(KernelContext context, boolean binary) {
        this.cursor = new TextCursor(context);
        this.binary = binary;
    }

    /// Begins the frame's result.
    public void open(CallFrame frame) {
        source = frame.operand(0);
        views = source.strings().views();
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

    /// Gives the row some characters of its string.
    void put(int row, long skippedCharacters, long characters) {
        if (!putWithinView(row, skippedCharacters, characters)) {
            read(row);
            int skipped = head(skippedCharacters);
            int rest = cursor.length() - skipped;
            int bytes = binary ? (int) Math.min(characters, rest)
                    : Utf8.bytes(cursor.segment(), cursor.offset() + skipped, rest, characters);
            putBytes(row, skipped, bytes);
        }
    }

    /// Short ASCII strings, and the first four characters of long ones, are cut by shifting their views.
    ///
    /// @return false when it takes more than the view
    private boolean putWithinView(int row, long skippedCharacters, long characters) {
        int place = 2 * (row & source.mask());
        long first = views[place];
        long second = views[place + 1];
        int length = StringViews.length(first);
        boolean inline = StringViews.isInline(length);
        long low = inline ? first >>> 32 | second << 32 : first >>> 32;
        long high = inline ? second >>> 32 : 0;
        if (((low | high) & Utf8.HIGH_BITS) != 0
                || !inline && (skippedCharacters > 4 || characters > 4 - skippedCharacters)) {
            return false;
        }
        int skipped = (int) Math.min(skippedCharacters, length);
        int count = (int) Math.min(characters, length - skipped);
        long shifted = skipped >= 8 ? high >>> 8 * (skipped - 8)
                : skipped == 0 ? low : low >>> 8 * skipped | high << 8 * (8 - skipped);
        long rest = skipped >= 8 ? 0 : high >>> 8 * skipped;
        long keptLow = Words.first(shifted, count);
        long keptHigh = Words.first(rest, count - 8);
        target.setView(row, count | keptLow << 32, keptLow >>> 32 | keptHigh << 32);
        return true;
    }

    /// Gives the row some bytes of what was read.
    public void putBytes(int row, int skipped, int length) {
        long second = views[2 * (row & source.mask()) + 1];
        long offset = cursor.offset() + skipped;
        target.setView(
                row,
                StringViews.first(cursor.segment(), offset, length),
                StringViews.isInline(length)
                        ? StringViews.inlineSecond(cursor.segment(), offset, length)
                        : StringViews.reference(StringViews.heap(second), (int) offset));
    }
}
