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

/// Writes the strings of a result, one at a time: [#begin] with the most bytes it may take, append, [#end].
public final class TextOutput {
    private final StringHeap heap;
    private StringVector target;
    private MemorySegment segment = MemorySegment.NULL;
    private long position;
    private long start;

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
        segment = heap.reserve(bytesMax, target);
        start = heap.offset();
        position = start;
    }

    public void append(MemorySegment from, long offset, long length) {
        MemorySegment.copy(from, offset, segment, position, length);
        position += length;
    }

    public void append(TextCursor cursor) {
        append(cursor.segment(), cursor.offset(), cursor.length());
    }

    public void append(byte value) {
        segment.set(ValueLayout.JAVA_BYTE, position++, value);
    }

    /// Appends eight bytes, of which the caller may take some back with [#shorten].
    void appendWord(long word) {
        segment.set(StringViews.LONG, position, word);
        position += 8;
    }

    public void append(byte[] bytes, int length) {
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, position, length);
        position += length;
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

    void shorten(int bytes) {
        position -= bytes;
    }

    public void end(int row) {
        heap.commit(target, row, (int) (position - start));
    }

    /// Gives a row a Java string.
    public void put(int row, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        heap.put(target, row, bytes, bytes.length);
    }

    /// Gives a row bytes from the Java heap.
    public void put(int row, byte[] bytes, int length) {
        heap.put(target, row, bytes, length);
    }
}
