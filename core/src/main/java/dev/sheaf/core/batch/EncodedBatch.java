// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.codec.Encoder;
import dev.sheaf.core.memory.MemoryBlock;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A batch as bytes, without copying its buffers: a header that says what follows, then the parts of the buffers that
/// hold rows, each padded to a multiple of eight bytes. Valid while the batch is held.
///
/// The header is the number of its bytes as a little-endian int, then rows, and per column its layout, whether it has
/// nulls, and the sizes of its heaps. Types and names are not sent: both ends know the schema from the plan.
public final class EncodedBatch {
    static final int ALIGNMENT_BYTES = 8;
    private static final MemorySegment PADDING = MemorySegment.ofArray(new byte[ALIGNMENT_BYTES]);

    private final List<MemorySegment> parts = new ArrayList<>();
    private long byteSize;

    private EncodedBatch() {}

    public static EncodedBatch of(Batch batch) {
        EncodedBatch encoded = new EncodedBatch();
        encoded.addHeader(batch);
        for (BatchColumn column : batch.columns()) {
            encoded.addColumn(column, batch.rowCount());
        }
        return encoded;
    }

    /// The bytes, in pieces; heap and native memory mixed.
    public List<MemorySegment> parts() {
        return parts;
    }

    public long byteSize() {
        return byteSize;
    }

    private void addHeader(Batch batch) {
        Encoder header = new Encoder();
        header.intValue(batch.rowCount());
        header.list(batch.columns(), column -> {
            header.constant(column.layout());
            header.booleanValue(column.validity() != null);
            header.list(column.heaps(), heap -> header.longValue(heap.byteSize()));
        });
        byte[] bytes = header.toByteArray();
        byte[] length = {
            (byte) bytes.length, (byte) (bytes.length >> 8), (byte) (bytes.length >> 16), (byte) (bytes.length >> 24)
        };
        add(MemorySegment.ofArray(length), length.length);
        add(MemorySegment.ofArray(bytes), bytes.length);
        pad();
    }

    private void addColumn(BatchColumn column, int rowCount) {
        MemoryBlock validity = column.validity();
        if (validity != null) {
            addPadded(validity, BatchLayout.BIT.bytes(rowCount));
        }
        addPadded(column.values(), column.layout().bytes(rowCount));
        column.heaps().forEach(heap -> addPadded(heap, heap.byteSize()));
    }

    private void addPadded(MemoryBlock block, long bytes) {
        add(block.segment(), bytes);
        pad();
    }

    private void add(MemorySegment segment, long bytes) {
        if (bytes > 0) {
            parts.add(segment.asSlice(0, bytes));
            byteSize += bytes;
        }
    }

    private void pad() {
        add(PADDING, -byteSize & ALIGNMENT_BYTES - 1);
    }
}
