// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.Operand;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Reads the strings of one operand, one at a time, as bytes in native memory wherever they lie: a short one is
/// unpacked from its view
/// into a scratch of sixteen bytes, so that all code above knows one form only.
public final class TextCursor {
    private final MemorySegment scratch;
    private MemorySegment segment;
    private long offset;
    private int length;
    private byte[] bytes = new byte[64];

    public TextCursor(KernelContext context) {
        scratch = context.newScratch();
        segment = scratch;
    }

    /// Goes to the string of a row.
    public void read(Operand operand, int row) {
        read(operand.strings(), row & operand.mask());
    }

    /// Goes to the string of a row.
    public void read(StringVector vector, int row) {
        long first = vector.views()[2 * row];
        long second = vector.views()[2 * row + 1];
        length = StringViews.length(first);
        if (StringViews.isInline(length)) {
            scratch.set(StringViews.LONG, 0, first >>> 32 | second << 32);
            scratch.set(StringViews.INT, 8, (int) (second >>> 32));
            segment = scratch;
            offset = 0;
        } else {
            segment = vector.heaps()[StringViews.heap(second)];
            offset = StringViews.offset(second);
        }
    }

    public MemorySegment segment() {
        return segment;
    }

    /// Where the string begins in [#segment()].
    public long offset() {
        return offset;
    }

    /// In bytes.
    public int length() {
        return length;
    }

    public byte at(int index) {
        return segment.get(ValueLayout.JAVA_BYTE, offset + index);
    }

    /// The string's bytes in a reused array that may be longer.
    public byte[] bytes() {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
        return bytes;
    }

    /// The string's bytes in an array of its own.
    public byte[] toByteArray() {
        return segment.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /// Some bytes of the text as a Java string.
    public String text(int from, int count) {
        return new String(bytes(), from, count, StandardCharsets.UTF_8);
    }

    /// The text as a Java string, for functions that are rare or need one.
    public String text() {
        return new String(bytes(), 0, length, StandardCharsets.UTF_8);
    }
}
