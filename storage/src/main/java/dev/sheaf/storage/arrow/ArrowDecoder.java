// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.scan.ValueRanges;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decodes runs of rows of one column of one batch into a vector. Strings become views into the loaded buffers. Not
/// thread-safe.
final class ArrowDecoder {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final ArrowColumnType type;
    private final boolean nullable;
    private final ArrowBuffers.Loaded validity;
    private final List<ArrowBuffers.Loaded> values = new ArrayList<>();
    private long[] words = {};

    /// Loads the buffers of rows `[from, to)`.
    ArrowDecoder(ArrowColumnType type, ArrowBatch.ColumnBuffers column, ArrowBuffers buffers, long from, long to) {
        this.type = type;
        if (to > column.rowCount()) {
            throw new MalformedDataException("a column has " + column.rowCount() + " of " + to + " rows");
        }
        if (type.kind() == ArrowKind.NULL) {
            this.nullable = true;
            this.validity = new ArrowBuffers.Loaded(MemorySegment.NULL, 0, 0);
            return;
        }
        List<ArrowBatch.BufferAt> places = column.buffers();
        // Writers may leave the validity buffer out when there are no nulls.
        this.nullable = column.nullCount() != 0 && places.getFirst().bytes() > 0;
        this.validity = nullable
                ? buffers.load(places.getFirst(), from >>> 6 << 3, (to + 63) >>> 6 << 3)
                : new ArrowBuffers.Loaded(MemorySegment.NULL, 0, 0);
        switch (type.kind()) {
            case BOOL -> values.add(buffers.load(places.get(1), from >>> 6 << 3, (to + 63) >>> 6 << 3));
            case VARIABLE32, VARIABLE64 -> loadVariable(places, buffers, from, to);
            case VIEW -> {
                values.add(buffers.load(places.get(1), from * 16, to * 16));
                for (int i = 2; i < places.size(); i++) {
                    values.add(buffers.load(places.get(i), 0, places.get(i).bytes()));
                }
            }
            default -> values.add(buffers.load(places.get(1), from * type.width(), to * type.width()));
        }
    }

    private void loadVariable(List<ArrowBatch.BufferAt> places, ArrowBuffers buffers, long from, long to) {
        int width = type.width();
        values.add(buffers.load(places.get(1), from * width, to == from ? from * width : (to + 1) * width));
        long first = to == from ? 0 : offset(from);
        long last = to == from ? 0 : offset(to);
        if (first < 0 || last < first || last > Integer.MAX_VALUE * 64L) {
            throw new MalformedDataException("string offsets descend");
        }
        values.add(buffers.load(places.get(2), first, last));
    }

    private long offset(long row) {
        ArrowBuffers.Loaded offsets = values.getFirst();
        long at = offsets.locate(row * type.width(), type.width());
        return type.width() == 4
                ? offsets.segment().get(StringViews.INT, at)
                : offsets.segment().get(StringViews.LONG, at);
    }

    /// Decodes rows `from` to `from + count - 1`.
    void decode(FlatVector vector, long from, int count) {
        vector.ensureCapacity(count);
        decodeValidity(vector, from, count);
        if (type.kind() == ArrowKind.NULL) {
            decodeNulls(vector, count);
            return;
        }
        switch (vector) {
            case IntVector target -> ints(target.values(), from, count);
            case LongVector target -> longs(target.values(), from, count);
            case DoubleVector target -> doubles(target.values(), from, count);
            case BooleanVector target -> copyBits(values.getFirst(), from, target.bits(), count);
            case DecimalVector target -> decimals(target, from, count);
            case StringVector target -> strings(target, from, count);
        }
        ValueRanges.check(vector, count);
    }

    private void decodeValidity(FlatVector vector, long from, int count) {
        if (nullable && type.kind() != ArrowKind.NULL) {
            copyBits(validity, from, vector.startUndefinedValidity(count), count);
        } else {
            vector.clearNulls();
        }
    }

    private static void decodeNulls(FlatVector vector, int count) {
        Arrays.fill(vector.startUndefinedValidity(count), 0, Bits.words(count), 0);
        if (vector instanceof StringVector strings) {
            Arrays.fill(strings.views(), 0, 2 * count, 0);
        }
    }

    private void copyBits(ArrowBuffers.Loaded bits, long from, long[] target, int count) {
        int lead = (int) (from & 63);
        int needed = Bits.words(lead + count);
        if (words.length < needed) {
            words = new long[needed];
        }
        long firstByte = from >>> 6 << 3;
        long lastByte = (from + count + 7) >>> 3;
        long at = bits.locate(firstByte, lastByte - firstByte);
        MemorySegment.copy(bits.segment(), StringViews.LONG, at, words, 0, needed);
        Bits.copy(words, lead, target, count);
    }

    private long locate(long from, int count) {
        return values.getFirst().locate(from * type.width(), (long) count * type.width());
    }

    private void ints(int[] target, long from, int count) {
        MemorySegment data = values.getFirst().segment();
        long at = locate(from, count);
        switch (type.kind()) {
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(ValueLayout.JAVA_BYTE, at + i);
                }
            }
            case UINT8 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(ValueLayout.JAVA_BYTE, at + i) & 0xFF;
                }
            }
            case INT16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(SHORT, at + 2L * i);
                }
            }
            case UINT16 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(SHORT, at + 2L * i) & 0xFFFF;
                }
            }
            case INT32 -> MemorySegment.copy(data, StringViews.INT, at, target, 0, count);
            case DAY_MILLIS -> {
                for (int i = 0; i < count; i++) {
                    target[i] = (int) Math.floorDiv(data.get(StringViews.LONG, at + 8L * i), MILLIS_PER_DAY);
                }
            }
            default -> throw new IllegalStateException(type.kind() + " is no 32-bit number");
        }
    }

    private void longs(long[] target, long from, int count) {
        MemorySegment data = values.getFirst().segment();
        long at = locate(from, count);
        switch (type.kind()) {
            case UINT32 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(StringViews.INT, at + 4L * i) & 0xFFFF_FFFFL;
                }
            }
            case SCALED32 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(StringViews.INT, at + 4L * i) * type.factor();
                }
            }
            case INT64 -> {
                MemorySegment.copy(data, StringViews.LONG, at, target, 0, count);
                scale(target, count);
            }
            default -> throw new IllegalStateException(type.kind() + " is no 64-bit number");
        }
    }

    /// Values under nulls may be anything, so an overflow there is none.
    private void scale(long[] target, int count) {
        long factor = type.factor();
        if (factor == 1) {
            return;
        }
        if (factor < 0) {
            for (int i = 0; i < count; i++) {
                target[i] = Math.floorDiv(target[i], -factor);
            }
            return;
        }
        long lost = 0;
        for (int i = 0; i < count; i++) {
            long scaled = target[i] * factor;
            lost |= Math.multiplyHigh(target[i], factor) ^ scaled >> 63;
            target[i] = scaled;
        }
        if (lost != 0 && !nullable) {
            throw new MalformedDataException("a timestamp is beyond the range of microseconds");
        }
    }

    private void doubles(double[] target, long from, int count) {
        MemorySegment data = values.getFirst().segment();
        long at = locate(from, count);
        switch (type.kind()) {
            case HALF -> {
                for (int i = 0; i < count; i++) {
                    target[i] = Float.float16ToFloat(data.get(SHORT, at + 2L * i));
                }
            }
            case FLOAT -> {
                for (int i = 0; i < count; i++) {
                    target[i] = data.get(FLOAT, at + 4L * i);
                }
            }
            default -> MemorySegment.copy(data, DOUBLE, at, target, 0, count);
        }
    }

    private void decimals(DecimalVector target, long from, int count) {
        MemorySegment data = values.getFirst().segment();
        long at = locate(from, count);
        long[] low = target.values();
        long[] high = target.startWide();
        boolean wide = false;
        for (int i = 0; i < count; i++) {
            if (type.kind() == ArrowKind.UINT64) {
                low[i] = data.get(StringViews.LONG, at + 8L * i);
                high[i] = 0;
            } else {
                low[i] = data.get(StringViews.LONG, at + 16L * i);
                high[i] = data.get(StringViews.LONG, at + 16L * i + 8);
            }
            wide |= high[i] != low[i] >> 63;
        }
        if (!wide) {
            target.startNarrow();
        }
    }

    private void strings(StringVector target, long from, int count) {
        target.clearHeaps();
        switch (type.kind()) {
            case VARIABLE32, VARIABLE64 -> variable(target, from, count);
            case VIEW -> views(target, from, count);
            default -> {
                ArrowBuffers.Loaded data = values.getFirst();
                long at = locate(from, count);
                int heap = target.addHeap(data.segment().asSlice(at));
                for (int row = 0; row < count; row++) {
                    target.set(row, heap, row * type.width(), type.width());
                }
            }
        }
        if (nullable) {
            clearNullViews(target, count);
        }
    }

    /// The heap begins at the run's first string, so that offsets stay small in buffers of any size.
    private void variable(StringVector target, long from, int count) {
        if (count == 0) {
            return;
        }
        ArrowBuffers.Loaded data = values.get(1);
        long first = offset(from);
        long last = offset(from + count);
        if (last < first || last - first > Integer.MAX_VALUE) {
            throw new MalformedDataException("string offsets descend, or a run of strings has over 2 GiB");
        }
        long at = data.locate(first, last - first);
        int heap = target.addHeap(data.segment().asSlice(at));
        long start = first;
        for (int row = 0; row < count; row++) {
            long end = offset(from + row + 1);
            if (end < start || end > last) {
                throw new MalformedDataException("string offsets descend");
            }
            target.set(row, heap, (int) (start - first), (int) (end - start));
            start = end;
        }
    }

    private void views(StringVector target, long from, int count) {
        MemorySegment.copy(
                values.getFirst().segment(), StringViews.LONG, locate(from, count), target.views(), 0, 2 * count);
        for (int i = 1; i < values.size(); i++) {
            target.addHeap(values.get(i).segment());
        }
        for (int row = 0; row < count; row++) {
            if (target.isNull(row)) {
                continue;
            }
            int length = target.length(row);
            long second = target.views()[2 * row + 1];
            if (length < 0) {
                throw new MalformedDataException("a string of " + length + " bytes");
            }
            if (!StringViews.isInline(length)) {
                int heap = StringViews.heap(second);
                if (heap < 0 || heap >= values.size() - 1 || StringViews.offset(second) < 0) {
                    throw new MalformedDataException("a string lies in buffer " + heap);
                }
                values.get(heap + 1).locate(StringViews.offset(second), length);
                // The prefix is checked by nobody else, and comparisons rely on it.
                target.set(row, heap, StringViews.offset(second), length);
            }
        }
    }

    private static void clearNullViews(StringVector target, int count) {
        for (int row = 0; row < count; row++) {
            if (target.isNull(row)) {
                target.setView(row, 0, 0);
            }
        }
    }
}
