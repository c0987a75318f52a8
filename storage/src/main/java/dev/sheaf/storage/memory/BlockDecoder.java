// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.PhysicalType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.core.vector.Vector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Decodes runs of rows of one column's blocks into vectors of its own: a copy to a small array, then a widening loop
/// that the compiler vectorises. Not thread-safe.
final class BlockDecoder {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final FlatVector flat;
    private final DictionaryVector dictionary;
    private final int chunkRows;
    private int[] codes = {};
    private byte[] bytes = {};
    private short[] shorts = {};
    private int[] ints = {};
    private float[] floats = {};
    private long[] words = {};

    BlockDecoder(DataType type, int chunkRows) {
        this.chunkRows = chunkRows;
        // Strings are mostly coded: room for views is made when a block has some.
        this.flat = FlatVector.allocate(type, type.physical() == PhysicalType.STRING ? 0 : chunkRows);
        this.dictionary = new DictionaryVector(type);
    }

    /// Rows `from` to `from + count - 1` of a block of a column of the decoder's type, valid until the next call.
    Vector decode(SegmentColumn column, int blockIndex, int from, int count) {
        ColumnBlock block = column.block(blockIndex);
        decodeValidity(block, from, count);
        switch (block.form()) {
            case CONSTANT -> constant(block.base(), count);
            case OFFSET8 -> offsets8(block, from, count);
            case OFFSET16 -> offsets16(block, from, count);
            case OFFSET32 -> offsets32(block, from, count);
            case PLAIN64 -> {
                long[] target = longs();
                MemorySegment.copy(block.data(), StringViews.LONG, 8L * from, target, 0, count);
            }
            case PLAIN128 -> wide(block, from, count);
            case FLOAT32 -> floats(block, from, count);
            case FLOAT64 -> MemorySegment.copy(
                    block.data(), DOUBLE, 8L * from, ((DoubleVector) flat).values(), 0, count);
            case BITS -> copyBits(block.data(), from, ((BooleanVector) flat).bits(), count);
            case CODES8 -> {
                codes8(block, from, count);
                return coded(column);
            }
            case CODES16 -> {
                codes16(block, from, count);
                return coded(column);
            }
            case VIEWS -> {
                StringVector strings = (StringVector) flat;
                strings.ensureCapacity(chunkRows);
                MemorySegment.copy(block.data(), StringViews.LONG, 16L * from, strings.views(), 0, 2 * count);
                column.shareHeaps(strings);
            }
        }
        return flat;
    }

    private void decodeValidity(ColumnBlock block, int from, int count) {
        MemorySegment validity = block.validity();
        if (validity == null) {
            flat.clearNulls();
        } else {
            copyBits(validity, from, flat.startUndefinedValidity(count), count);
        }
    }

    private void copyBits(MemorySegment source, int from, long[] target, int count) {
        int first = from >> 6;
        int needed = Bits.words((from & 63) + count);
        if ((from & 63) == 0) {
            MemorySegment.copy(source, StringViews.LONG, 8L * first, target, 0, needed);
            return;
        }
        if (words.length < needed) {
            words = new long[needed];
        }
        MemorySegment.copy(source, StringViews.LONG, 8L * first, words, 0, needed);
        Bits.copy(words, from & 63, target, count);
    }

    private Vector coded(SegmentColumn column) {
        dictionary.reset(column.dictionary(), codes, flat.validity(), true);
        return dictionary;
    }

    private long[] longs() {
        return switch (flat) {
            case LongVector target -> target.values();
            case DecimalVector target -> {
                target.startNarrow();
                yield target.values();
            }
            default -> throw new IllegalStateException(flat.type().sqlName() + " is not stored as numbers");
        };
    }

    private void constant(long value, int count) {
        switch (flat) {
            case IntVector target -> java.util.Arrays.fill(target.values(), 0, count, (int) value);
            default -> java.util.Arrays.fill(longs(), 0, count, value);
        }
    }

    private void offsets8(ColumnBlock block, int from, int count) {
        if (bytes.length < count) {
            bytes = new byte[count];
        }
        MemorySegment.copy(block.data(), ValueLayout.JAVA_BYTE, from, bytes, 0, count);
        if (flat instanceof IntVector target) {
            add((int) block.base(), bytes, target.values(), count);
        } else {
            add(block.base(), bytes, longs(), count);
        }
    }

    private void offsets16(ColumnBlock block, int from, int count) {
        if (shorts.length < count) {
            shorts = new short[count];
        }
        MemorySegment.copy(block.data(), SHORT, 2L * from, shorts, 0, count);
        if (flat instanceof IntVector target) {
            add((int) block.base(), shorts, target.values(), count);
        } else {
            add(block.base(), shorts, longs(), count);
        }
    }

    private void offsets32(ColumnBlock block, int from, int count) {
        if (flat instanceof IntVector target) {
            MemorySegment.copy(block.data(), StringViews.INT, 4L * from, target.values(), 0, count);
            add((int) block.base(), target.values(), count);
            return;
        }
        if (ints.length < count) {
            ints = new int[count];
        }
        MemorySegment.copy(block.data(), StringViews.INT, 4L * from, ints, 0, count);
        add(block.base(), ints, longs(), count);
    }

    private static void add(int base, byte[] in, int[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = base + in[i];
        }
    }

    private static void add(long base, byte[] in, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = base + in[i];
        }
    }

    private static void add(int base, short[] in, int[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = base + in[i];
        }
    }

    private static void add(long base, short[] in, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = base + in[i];
        }
    }

    private static void add(int base, int[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] += base;
        }
    }

    private static void add(long base, int[] in, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = base + in[i];
        }
    }

    private void wide(ColumnBlock block, int from, int count) {
        DecimalVector target = (DecimalVector) flat;
        long rows = block.data().byteSize() / 16;
        MemorySegment.copy(block.data(), StringViews.LONG, 8L * from, target.values(), 0, count);
        MemorySegment.copy(block.data(), StringViews.LONG, 8L * (rows + from), target.startWide(), 0, count);
    }

    private void floats(ColumnBlock block, int from, int count) {
        if (floats.length < count) {
            floats = new float[count];
        }
        MemorySegment.copy(block.data(), FLOAT, 4L * from, floats, 0, count);
        double[] target = ((DoubleVector) flat).values();
        for (int i = 0; i < count; i++) {
            target[i] = floats[i];
        }
    }

    private int[] codes() {
        if (codes.length < chunkRows) {
            codes = new int[chunkRows];
        }
        return codes;
    }

    private void codes8(ColumnBlock block, int from, int count) {
        if (bytes.length < count) {
            bytes = new byte[count];
        }
        MemorySegment.copy(block.data(), ValueLayout.JAVA_BYTE, from, bytes, 0, count);
        int[] to = codes();
        for (int i = 0; i < count; i++) {
            to[i] = bytes[i] & 0xFF;
        }
    }

    private void codes16(ColumnBlock block, int from, int count) {
        if (shorts.length < count) {
            shorts = new short[count];
        }
        MemorySegment.copy(block.data(), SHORT, 2L * from, shorts, 0, count);
        int[] to = codes();
        for (int i = 0; i < count; i++) {
            to[i] = shorts[i] & 0xFFFF;
        }
    }

    /// The heap that the decoder takes at most, in bytes.
    long heapBytes() {
        long rowBytes = flat instanceof StringVector ? 16 + 4 : 0;
        return flat.heapBytes() + (rowBytes + 7) * chunkRows;
    }
}
