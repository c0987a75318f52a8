// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.arrow;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchColumn;
import dev.sheaf.core.batch.BatchLayout;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.jspecify.annotations.Nullable;

/// Turns batches into Arrow vectors. Where the layouts agree the buffers are shared; strings become offsets and bytes,
/// decimals 128 bits, narrow integers and REALs their own width.
public final class ArrowExport {
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort INT16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT32 =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble FLOAT64 =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemoryContext memory;

    /// @param memory is charged for converted buffers
    public ArrowExport(MemoryContext memory) {
        this.memory = memory;
    }

    /// Loads the batch's rows into the root, whose schema is [ArrowTypes#schema]'s. The batch may be released
    /// afterwards; the root holds references of its own.
    public void load(Batch batch, VectorSchemaRoot root) {
        for (int i = 0; i < batch.columns().size(); i++) {
            load(batch.column(i), batch.rowCount(), root.getVector(i));
        }
        root.setRowCount(batch.rowCount());
    }

    private void load(BatchColumn column, int rowCount, FieldVector target) {
        MemoryBlock validityBlock = validity(column, rowCount);
        List<MemoryBlock> blocks = new ArrayList<>();
        blocks.add(validityBlock);
        switch (column.type()) {
            case DataType.CharacterType _, DataType.BinaryType _, DataType.JsonType _ -> addStrings(
                    column, rowCount, blocks);
            case DataType.DecimalType _ -> blocks.add(decimals(column, rowCount));
            case DataType.IntegerType integer when integer.bits() < 32 -> blocks.add(
                    narrowIntegers(column, rowCount, integer.bits()));
            case DataType.FloatingType floating when floating.bits() == 32 -> blocks.add(floats(column, rowCount));
            default -> {
                column.values().retain();
                blocks.add(column.values());
            }
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            ArrowBuf buffer = blocks.get(i).buffer();
            buffer.readerIndex(0);
            buffer.writerIndex(buffer.capacity());
            buffers.add(buffer);
        }
        target.loadFieldBuffers(new ArrowFieldNode(rowCount, nullCount(validityBlock, rowCount)), buffers);
        blocks.forEach(MemoryBlock::release);
    }

    /// A bitmap of its own, always there: Arrow's readers want one.
    private MemoryBlock validity(BatchColumn column, int rowCount) {
        MemoryBlock present = column.validity();
        if (present != null) {
            present.retain();
            return present;
        }
        MemoryBlock all = memory.allocate(Math.max(8, BatchLayout.BIT.bytes(rowCount)));
        all.segment().fill((byte) -1);
        return all;
    }

    private static int nullCount(MemoryBlock validity, int rowCount) {
        int valid = 0;
        for (int row = 0; row < rowCount; row += 64) {
            long word = validity.segment().get(StringViews.LONG, row >> 3);
            int left = rowCount - row;
            valid += Long.bitCount(left >= 64 ? word : word & ((1L << left) - 1));
        }
        return rowCount - valid;
    }

    private void addStrings(BatchColumn column, int rowCount, List<MemoryBlock> blocks) {
        MemorySegment views = column.values().segment();
        MemorySegment[] heaps =
                column.heaps().stream().map(MemoryBlock::segment).toArray(MemorySegment[]::new);
        MemoryBlock offsets = memory.allocate(4L * (rowCount + 1));
        long total = 0;
        for (int row = 0; row < rowCount; row++) {
            offsets.segment().set(INT32, 4L * row, (int) total);
            total += length(column.validity(), views, row);
        }
        offsets.segment().set(INT32, 4L * rowCount, Math.toIntExact(total));
        MemoryBlock bytes = memory.allocate(Math.max(1, total));
        for (int row = 0; row < rowCount; row++) {
            if (length(column.validity(), views, row) > 0) {
                StringViews.copyTo(
                        views.get(StringViews.LONG, 16L * row),
                        views.get(StringViews.LONG, 16L * row + 8),
                        heaps,
                        bytes.segment(),
                        offsets.segment().get(INT32, 4L * row));
            }
        }
        blocks.add(offsets);
        blocks.add(bytes);
    }

    private static int length(@Nullable MemoryBlock validity, MemorySegment views, int row) {
        if (validity != null && (validity.segment().get(StringViews.LONG, 8L * (row >> 6)) >>> row & 1) == 0) {
            return 0;
        }
        return StringViews.length(views.get(StringViews.LONG, 16L * row));
    }

    private MemoryBlock decimals(BatchColumn column, int rowCount) {
        if (column.layout() == BatchLayout.INT128) {
            column.values().retain();
            return column.values();
        }
        MemorySegment source = column.values().segment();
        MemoryBlock wide = memory.allocate(Math.max(16, 16L * rowCount));
        for (int row = 0; row < rowCount; row++) {
            long value = source.get(StringViews.LONG, 8L * row);
            wide.segment().set(StringViews.LONG, 16L * row, value);
            wide.segment().set(StringViews.LONG, 16L * row + 8, value >> 63);
        }
        return wide;
    }

    private MemoryBlock narrowIntegers(BatchColumn column, int rowCount, int bits) {
        MemorySegment source = column.values().segment();
        MemoryBlock narrow = memory.allocate(Math.max(8, (long) rowCount * bits / 8));
        for (int row = 0; row < rowCount; row++) {
            int value = source.get(INT32, 4L * row);
            if (bits == 8) {
                narrow.segment().set(ValueLayout.JAVA_BYTE, row, (byte) value);
            } else {
                narrow.segment().set(INT16, 2L * row, (short) value);
            }
        }
        return narrow;
    }

    private MemoryBlock floats(BatchColumn column, int rowCount) {
        MemorySegment source = column.values().segment();
        MemoryBlock narrow = memory.allocate(Math.max(8, 4L * rowCount));
        for (int row = 0; row < rowCount; row++) {
            narrow.segment().set(FLOAT32, 4L * row, (float) source.get(FLOAT64, 8L * row));
        }
        return narrow;
    }
}
