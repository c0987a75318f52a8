// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.StringHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the strings of a result, one at a time: [#begin] with the most bytes it may take, append, [#end]. A string is
/// put together in an array; from there a short one goes into its view and a long one to the heap in one copy.
public final class TextOutput {
    /// What may be written beyond the end, so that whole words can be.
    private static final int SLACK = 16;

    private final StringHeap heap;
    private StringVector target;
    private byte[] buffer = new byte[256];
    private int length;

    @SuppressWarnings("NullAway") // opened before use
    public TextOutput(KernelContext context) {
        heap = context.newHeap();
    }

    /// For single strings.
    TextOutput(StringHeap heap, StringVector target) {
        this.heap = heap;
        this.target = target;
    }

    /// Begins the frame's result. Rows that don't count are empty strings, so that nobody follows a stale reference.
    public void open(CallFrame frame) {
        target = frame.resultStrings();
        heap.reset(target);
        if (!frame.allRows()) {
            Arrays.fill(target.views(), 0, 2 * frame.rowCount(), 0L);
        }
    }

    public void begin(long bytesMax) {
        length = 0;
        if (bytesMax > buffer.length - SLACK) {
            StringHeap.checkLength(bytesMax);
            buffer = new byte[(int) Math.max(bytesMax + SLACK, Math.min(2L * buffer.length, 1 << 20))];
        }
    }

    public void append(MemorySegment from, long offset, int count) {
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, offset, buffer, length, count);
        length += count;
    }

    public void append(TextCursor cursor) {
        append(cursor.segment(), cursor.offset(), cursor.length());
    }

    public void append(byte value) {
        buffer[length++] = value;
    }

    /// Appends the first bytes of a word.
    void appendWord(long word, int count) {
        Words.setLong(buffer, length, word);
        length += count;
    }

    public void append(byte[] bytes, int from, int count) {
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
    }

    public void appendCodePoint(int codePoint) {
        if (codePoint < 0x80) {
            append((byte) codePoint);
        } else if (codePoint < 0x800) {
            append((byte) (0xC0 | codePoint >> 6));
            append((byte) (0x80 | codePoint & 0x3F));
        } else if (codePoint < 0x1_0000) {
            append((byte) (0xE0 | codePoint >> 12));
            append((byte) (0x80 | codePoint >> 6 & 0x3F));
            append((byte) (0x80 | codePoint & 0x3F));
        } else {
            append((byte) (0xF0 | codePoint >> 18));
            append((byte) (0x80 | codePoint >> 12 & 0x3F));
            append((byte) (0x80 | codePoint >> 6 & 0x3F));
            append((byte) (0x80 | codePoint & 0x3F));
        }
    }

    public void end(int row) {
        long word = Words.getLong(buffer, 0);
        if (StringViews.isInline(length)) {
            long low = Words.first(word, length);
            long high = Words.first(Words.getLong(buffer, 8), length - 8);
            target.setView(row, length | low << 32, low >>> 32 | high << 32);
        } else {
            heap.put(target, row, buffer, length, (int) word);
        }
    }

    /// Gives a row a Java string.
    public void put(int row, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(row, bytes, bytes.length);
    }

    /// Gives a row bytes from the Java heap.
    public void put(int row, byte[] bytes, int count) {
        begin(count);
        append(bytes, 0, count);
        end(row);
    }
}
