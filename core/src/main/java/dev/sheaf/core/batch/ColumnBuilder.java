// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers the rows of one column of the next batch in native memory.
final class ColumnBuilder {
    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 = StringViews.LONG;
    private static final ValueLayout.OfDouble FLOAT64 =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int HEAP_BYTES_MIN = 4 << 10;
    private static final int HEAP_BYTES_MAX = 256 << 10;

    private final DataType type;
    private final MemoryContext memory;
    private BatchLayout layout;
    private int rowCount;
    private int capacity;
    private @Nullable MemoryBlock values;
    private @Nullable MemoryBlock validity;
    private final List<MemoryBlock> heaps = new ArrayList<>();
    private long heapUsed;
    private long heapTotal;

    ColumnBuilder(DataType type, MemoryContext memory) {
        this.type = type;
        this.memory = memory;
        this.layout = BatchLayout.of(type);
    }

    /// The bytes of the rows so far, without what is allocated ahead.
    long byteSize() {
        return layout.bytes(rowCount) + heapTotal;
    }

    /// Appends `source[rows[from]]` to `source[rows[from + count - 1]]`, or without `rows` a run of rows.
    void append(FlatVector source, int @Nullable [] rows, int from, int count) {
        if (count == 0) {
            return;
        }
        ensureCapacity(rowCount + count);
        switch (source) {
            case BooleanVector booleans -> appendBits(segment(values), booleans.bits(), rows, from, count);
            case IntVector ints -> appendInts(ints.values(), rows, from, count);
            case LongVector longs -> appendLongs(longs.values(), rows, from, count);
            case DoubleVector doubles -> appendDoubles(doubles.values(), rows, from, count);
            case DecimalVector decimals -> appendDecimals(decimals, rows, from, count);
            case StringVector strings -> appendStrings(strings, rows, from, count);
        }
        appendValidity(source, rows, from, count);
        rowCount += count;
    }

    /// Makes a column of the rows so far and begins anew.
    BatchColumn finish() {
        ensureCapacity(1);
        trimLastHeap();
        BatchColumn column = new BatchColumn(type, layout, validity, block(values), heaps);
        reset();
        return column;
    }

    /// Cuts the heap to what is used, so that what the pooled memory held before goes nowhere.
    private void trimLastHeap() {
        if (!heaps.isEmpty() && heapUsed < heaps.getLast().byteSize()) {
            MemoryBlock whole = heaps.removeLast();
            heaps.add(whole.slice(0, heapUsed));
            whole.release();
        }
    }

    /// Drops the rows so far.
    void discard() {
        if (values != null) {
            values.release();
        }
        if (validity != null) {
            validity.release();
        }
        heaps.forEach(MemoryBlock::release);
        reset();
    }

    private void reset() {
        values = null;
        validity = null;
        heaps.clear();
        heapUsed = 0;
        heapTotal = 0;
        rowCount = 0;
        capacity = 0;
        layout = BatchLayout.of(type);
    }

    private void ensureCapacity(int rows) {
        if (rows <= capacity) {
            return;
        }
        int grown = Math.max(64, Math.max(rows, Math.min(2 * capacity, capacity + (64 << 10))));
        grow(grown, layout);
        if (validity != null) {
            MemoryBlock larger = memory.allocate(BatchLayout.BIT.bytes(grown));
            MemorySegment.copy(validity.segment(), 0, larger.segment(), 0, BatchLayout.BIT.bytes(rowCount));
            validity.release();
            validity = larger;
        }
        capacity = grown;
    }

    private void grow(int rows, BatchLayout grownLayout) {
        MemoryBlock larger = memory.allocate(grownLayout.bytes(rows));
        if (values != null) {
            if (grownLayout == layout) {
                MemorySegment.copy(values.segment(), 0, larger.segment(), 0, layout.bytes(rowCount));
            } else {
                widen(values.segment(), larger.segment());
            }
            values.release();
        }
        values = larger;
        layout = grownLayout;
    }

    private void widen(MemorySegment narrow, MemorySegment wide) {
        for (int i = 0; i < rowCount; i++) {
            long value = narrow.get(INT64, 8L * i);
            wide.set(INT64, 16L * i, value);
            wide.set(INT64, 16L * i + 8, value >> 63);
        }
    }

    private void appendInts(int[] source, int @Nullable [] rows, int from, int count) {
        MemorySegment target = segment(values);
        if (rows == null) {
            MemorySegment.copy(source, from, target, INT32, 4L * rowCount, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target.set(INT32, 4L * (rowCount + i), source[rows[from + i]]);
        }
    }

    private void appendLongs(long[] source, int @Nullable [] rows, int from, int count) {
        MemorySegment target = segment(values);
        if (rows == null) {
            MemorySegment.copy(source, from, target, INT64, 8L * rowCount, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target.set(INT64, 8L * (rowCount + i), source[rows[from + i]]);
        }
    }

    private void appendDoubles(double[] source, int @Nullable [] rows, int from, int count) {
        MemorySegment target = segment(values);
        if (rows == null) {
            MemorySegment.copy(source, from, target, FLOAT64, 8L * rowCount, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target.set(FLOAT64, 8L * (rowCount + i), source[rows[from + i]]);
        }
    }

    private void appendDecimals(DecimalVector source, int @Nullable [] rows, int from, int count) {
        if (source.wide() && layout == BatchLayout.INT64) {
            grow(capacity, BatchLayout.INT128);
        }
        if (layout == BatchLayout.INT64) {
            appendLongs(source.values(), rows, from, count);
            return;
        }
        MemorySegment target = segment(values);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            target.set(INT64, 16L * (rowCount + i), source.values()[row]);
            target.set(INT64, 16L * (rowCount + i) + 8, source.highWord(row));
        }
    }

    private void appendStrings(StringVector source, int @Nullable [] rows, int from, int count) {
        MemorySegment target = segment(values);
        long[] views = source.views();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            long first = views[2 * row];
            long second = views[2 * row + 1];
            if (source.isNull(row)) {
                first = 0;
                second = 0;
            } else if (!StringViews.isInline(StringViews.length(first))) {
                second = copyLong(first, second, source.heaps());
            }
            target.set(INT64, 16L * (rowCount + i), first);
            target.set(INT64, 16L * (rowCount + i) + 8, second);
        }
    }

    private long copyLong(long first, long second, MemorySegment[] sourceHeaps) {
        int length = StringViews.length(first);
        if (heaps.isEmpty() || heapUsed + length > heaps.getLast().byteSize()) {
            long next = heaps.isEmpty() ? HEAP_BYTES_MIN : Math.min(HEAP_BYTES_MAX, 4 * heaps.getLast().byteSize());
            trimLastHeap();
            heaps.add(memory.allocate(Math.max(length, next)));
            heapUsed = 0;
        }
        int offset = (int) heapUsed;
        StringViews.copyTo(first, second, sourceHeaps, heaps.getLast().segment(), offset);
        heapUsed += length;
        heapTotal += length;
        return StringViews.reference(heaps.size() - 1, offset);
    }

    private void appendValidity(FlatVector source, int @Nullable [] rows, int from, int count) {
        long[] bits = source.validity();
        if (bits == null && validity == null) {
            return;
        }
        if (validity == null) {
            validity = memory.allocate(BatchLayout.BIT.bytes(capacity));
            validity.segment().fill((byte) -1);
        }
        if (bits == null) {
            setBits(validity.segment(), rowCount, count);
        } else {
            appendBits(validity.segment(), bits, rows, from, count);
        }
    }

    private void appendBits(MemorySegment target, long[] source, int @Nullable [] rows, int from, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            int at = rowCount + i;
            long offset = 8L * (at >> 6);
            long word = (at & 63) == 0 ? 0 : target.get(INT64, offset) & ((1L << at) - 1);
            target.set(INT64, offset, Bits.get(source, row) ? word | 1L << at : word);
        }
    }

    private static void setBits(MemorySegment target, int from, int count) {
        for (int at = from; at < from + count; at++) {
            long offset = 8L * (at >> 6);
            long word = (at & 63) == 0 ? 0 : target.get(INT64, offset) & ((1L << at) - 1);
            target.set(INT64, offset, word | 1L << at);
        }
    }

    private static MemorySegment segment(@Nullable MemoryBlock block) {
        return block(block).segment();
    }

    private static MemoryBlock block(@Nullable MemoryBlock block) {
        if (block == null) {
            throw new IllegalStateException("no room was made");
        }
        return block;
    }
}
