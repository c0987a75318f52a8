// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.codec.Decoder;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a batch of the bytes of an [EncodedBatch], whose buffers become slices of the one block that was received. The
/// bytes may come from anybody: sizes and every string's place are checked, so that no kernel reads outside.
public final class BatchDecoder {
    private final Schema schema;
    private final MemoryBlock block;
    private final long byteSize;
    private final List<BatchColumn> columns = new ArrayList<>();
    private long position;

    private BatchDecoder(Schema schema, MemoryBlock block, long byteSize) {
        this.schema = schema;
        this.block = block;
        this.byteSize = byteSize;
    }

    /// @param block the bytes, from its beginning; the caller keeps his reference
    /// @param byteSize how many of them count
    /// @throws SheafException PROTOCOL_VIOLATION when they are no batch of that schema
    public static Batch decode(Schema schema, MemoryBlock block, long byteSize) {
        BatchDecoder decoder = new BatchDecoder(schema, block, byteSize);
        try {
            return decoder.decode();
        } catch (RuntimeException failure) {
            decoder.columns.forEach(BatchColumn::release);
            throw failure;
        }
    }

    private Batch decode() {
        Decoder header = header();
        int rowCount = header.intValue();
        if (rowCount < 0) {
            throw malformed("has " + rowCount + " rows");
        }
        int[] index = {0};
        int count = header.list(() -> {
            if (index[0] >= schema.size()) {
                throw malformed("has too many columns");
            }
            return columns.add(column(index[0]++, header, rowCount));
        })
                .size();
        header.end();
        if (count != schema.size()) {
            throw malformed("has " + count + " columns, not " + schema.size());
        }
        if (position != byteSize) {
            throw malformed("has " + (byteSize - position) + " bytes too many");
        }
        return new Batch(schema, rowCount, columns);
    }

    private Decoder header() {
        long length = byteSize < 4 ? -1 : block.segment().get(StringViews.INT, 0);
        if (length < 0 || length > byteSize - 4) {
            throw malformed("has no header");
        }
        byte[] bytes = block.segment().asSlice(4, length).toArray(ValueLayout.JAVA_BYTE);
        position = padded(4 + length);
        return new Decoder(bytes);
    }

    private BatchColumn column(int index, Decoder header, int rowCount) {
        BatchLayout layout = header.constant(BatchLayout.class);
        checkLayout(index, layout);
        boolean nullable = header.booleanValue();
        List<Long> heapBytes = header.list(header::longValue);
        List<MemoryBlock> taken = new ArrayList<>();
        try {
            MemoryBlock validity = nullable ? take(BatchLayout.BIT.bytes(rowCount), taken) : null;
            MemoryBlock values = take(layout.bytes(rowCount), taken);
            List<MemoryBlock> heaps = new ArrayList<>();
            for (long bytes : heapBytes) {
                heaps.add(take(bytes, taken));
            }
            if (layout == BatchLayout.VIEW) {
                checkViews(validity, values, heaps, rowCount);
            }
            return new BatchColumn(schema.type(index), layout, validity, values, heaps);
        } catch (RuntimeException failure) {
            taken.forEach(MemoryBlock::release);
            throw failure;
        }
    }

    private void checkLayout(int index, BatchLayout layout) {
        boolean wideDecimal =
                layout == BatchLayout.INT128 && schema.type(index).physical() == PhysicalType.DECIMAL;
        if (layout != BatchLayout.of(schema.type(index)) && !wideDecimal) {
            throw malformed("has " + layout + " for a column of type " + schema.type(index).sqlName());
        }
    }

    private MemoryBlock take(long bytes, List<MemoryBlock> taken) {
        if (bytes < 0 || bytes > byteSize - position) {
            throw malformed("is cut off");
        }
        MemoryBlock slice = block.slice(position, bytes);
        taken.add(slice);
        position = Math.min(byteSize, padded(position + bytes));
        return slice;
    }

    private void checkViews(
            @Nullable MemoryBlock validity, MemoryBlock values, List<MemoryBlock> heaps, int rowCount) {
        MemorySegment views = values.segment();
        for (int row = 0; row < rowCount; row++) {
            if (validity != null
                    && (validity.segment().get(StringViews.LONG, 8L * (row >> 6)) >>> row & 1) == 0) {
                continue;
            }
            int length = StringViews.length(views.get(StringViews.LONG, 16L * row));
            long second = views.get(StringViews.LONG, 16L * row + 8);
            boolean inside = StringViews.isInline(length)
                    ? length >= 0
                    : StringViews.heap(second) >= 0
                            && StringViews.heap(second) < heaps.size()
                            && StringViews.offset(second) >= 0
                            && StringViews.offset(second) + (long) length
                                    <= heaps.get(StringViews.heap(second)).byteSize();
            if (!inside) {
                throw malformed("has a string outside its bytes, in row " + row);
            }
        }
    }

    private static long padded(long bytes) {
        return bytes + EncodedBatch.ALIGNMENT_BYTES - 1 & -EncodedBatch.ALIGNMENT_BYTES;
    }

    private static SheafException malformed(String what) {
        return new SheafException(ErrorCode.PROTOCOL_VIOLATION, "a batch " + what);
    }
}
