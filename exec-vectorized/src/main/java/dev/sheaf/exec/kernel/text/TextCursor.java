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

/// Reads the strings of one operand, one at a time, wherever their bytes lie: as bytes in native memory, for which a
/// short string is unpacked from its view into a scratch of sixteen bytes, or as bytes in an array.
public final class TextCursor {
    private final MemorySegment scratch;
    private MemorySegment segment;
    private long offset;
    private int length;
    private long firstEight;
    private long lastFour;
    private boolean packed;
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
        packed = StringViews.isInline(length);
        if (packed) {
            firstEight = first >>> 32 | second << 32;
            lastFour = second >>> 32;
            segment = scratch;
            offset = 0;
        } else {
            segment = vector.heaps()[StringViews.heap(second)];
            offset = StringViews.offset(second);
        }
    }

    public MemorySegment segment() {
        if (packed) {
            scratch.set(StringViews.LONG, 0, firstEight);
            scratch.set(StringViews.INT, 8, (int) lastFour);
            packed = false;
        }
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
        return segment().get(ValueLayout.JAVA_BYTE, offset + index);
    }

    /// The string's bytes in a reused array that is at least sixteen bytes longer.
    public byte[] bytes() {
        if (bytes.length < length + 16) {
            bytes = new byte[Math.max(length + 16, 2 * bytes.length)];
        }
        if (packed) {
            Words.setLong(bytes, 0, firstEight);
            Words.setLong(bytes, 8, lastFour);
        } else {
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
        }
        return bytes;
    }

    /// The string's bytes in an array of its own.
    public byte[] toByteArray() {
        return segment().asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /// The text as a Java string, for functions that are rare or need one.
    public String text() {
        return new String(bytes(), 0, length, StandardCharsets.UTF_8);
    }
}
