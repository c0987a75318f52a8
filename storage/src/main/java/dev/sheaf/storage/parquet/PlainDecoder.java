// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static dev.sheaf.storage.parquet.BitUnpacker.INT;
import static dev.sheaf.storage.parquet.BitUnpacker.LONG;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// PLAIN values: a memory copy for fixed widths, views over the page for byte arrays.
final class PlainDecoder implements ValueDecoder {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ParquetType type;
    private final int valueBytes;
    private MemorySegment page = MemorySegment.NULL;
    private long position;
    private long end;
    private long bit;

    PlainDecoder(ParquetType type, int fixedBytes) {
        this.type = type;
        this.valueBytes = switch (type) {
            case INT32, FLOAT -> 4;
            case INT64, DOUBLE -> 8;
            case FIXED -> fixedBytes;
            case BOOLEAN, BYTE_ARRAY -> 0;
        };
    }

    @Override
    public void start(MemorySegment page, long position, long end, int valueCount) {
        this.page = page;
        this.position = position;
        this.end = end;
        this.bit = 0;
    }

    @Override
    public void read(ValueTile out, int offset, int count) {
        switch (type) {
            case BOOLEAN -> {
                checkBits(count);
                Bitmaps.copyFrom(page, position, bit, out.bits, offset, count);
                bit += count;
            }
            case INT32 -> MemorySegment.copy(page, INT, take(count), out.ints, offset, count);
            case INT64 -> MemorySegment.copy(page, LONG, take(count), out.longs, offset, count);
            case FLOAT -> widen(page, take(count), out.doubles, offset, count);
            case DOUBLE -> MemorySegment.copy(page, DOUBLE, take(count), out.doubles, offset, count);
            case FIXED -> PageStrings.fixed(
                    page, take(count), valueBytes, out.addHeap(page), out.views, offset, count);
            case BYTE_ARRAY -> position =
                    PageStrings.plain(page, position, end, out.addHeap(page), out.views, offset, count);
        }
    }

    @Override
    public void skip(int count) {
        switch (type) {
            case BOOLEAN -> {
                checkBits(count);
                bit += count;
            }
            case INT32, INT64, FLOAT, DOUBLE, FIXED -> take(count);
            case BYTE_ARRAY -> position = PageStrings.skipPlain(page, position, end, count);
        }
    }

    private static void widen(MemorySegment page, long at, double[] out, int offset, int count) {
        for (int i = 0; i < count; i++) {
            out[offset + i] = page.get(FLOAT, at + 4L * i);
        }
    }

    private long take(int count) {
        long at = position;
        long bytes = (long) count * valueBytes;
        if (bytes > end - at) {
            throw new MalformedDataException("values lie past the page");
        }
        position = at + bytes;
        return at;
    }

    private void checkBits(int count) {
        if (bit + count > (end - position) * 8) {
            throw new MalformedDataException("values lie past the page");
        }
    }
}
