// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;

/// DELTA_LENGTH_BYTE_ARRAY: all lengths first, then all bytes; values become views over the page.
final class DeltaLengthDecoder implements ValueDecoder {
    private final DeltaDecoder lengths = new DeltaDecoder();
    private MemorySegment page = MemorySegment.NULL;
    private long position;
    private long end;
    private long[] batch = {};

    @Override
    public void start(MemorySegment page, long position, long end, int valueCount) {
        this.page = page;
        this.end = end;
        lengths.start(page, position, end);
        this.position = lengths.findEnd();
    }

    @Override
    public void read(ValueTile out, int offset, int count) {
        nextLengths(count);
        int heap = out.addHeap(page);
        long at = position;
        for (int i = 0; i < count; i++) {
            int length = checked(batch[i], at);
            PageStrings.put(page, at, length, heap, out.views, offset + i);
            at += length;
        }
        position = at;
    }

    @Override
    public void skip(int count) {
        nextLengths(count);
        long at = position;
        for (int i = 0; i < count; i++) {
            at += checked(batch[i], at);
        }
        position = at;
    }

    private void nextLengths(int count) {
        if (batch.length < count) {
            batch = new long[count];
        }
        lengths.read(batch, 0, count);
    }

    private int checked(long length, long at) {
        // Lengths are 32-bit sums, as their writers wrap them.
        int value = (int) length;
        if (value < 0 || value > end - at) {
            throw new MalformedDataException("a string of " + value + " bytes lies past the page");
        }
        return value;
    }
}
