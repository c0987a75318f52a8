// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the rows of one column of the next batch in Arrow's layout, on the heap.
final class ColumnEncoder {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final DataType type;
    private final int valueBytes;
    private byte[] validity = new byte[64];
    private byte[] values = new byte[64];
    private byte[] text = {};
    private int textBytes;
    private int rowCount;
    private int nullCount;

    ColumnEncoder(DataType type) {
        this.type = type;
        this.valueBytes = switch (type) {
            case DataType.BooleanType _, DataType.NullType _ -> 0;
            case DataType.IntegerType integer -> integer.bits() / 8;
            case DataType.FloatingType floating -> floating.bits() / 8;
            case DataType.DecimalType _ -> 16;
            default -> switch (type.physical()) {
                case INT, STRING -> 4;
                default -> 8;
            };
        };
    }

    /// Appends rows `chosen[from]` to `chosen[from + count - 1]`; without `chosen`, those numbers themselves.
    void append(FlatVector vector, int @Nullable [] chosen, int from, int count) {
        int rows = rowCount + count;
        validity = grown(validity, (rows + 7) / 8);
        values = grown(values, valueBytes == 0 ? (rows + 7) / 8 : (rows + 1) * valueBytes);
        for (int i = 0; i < count; i++) {
            int row = chosen == null ? from + i : chosen[from + i];
            int at = rowCount + i;
            boolean valid = !vector.isNull(row) && !(type instanceof DataType.NullType);
            nullCount += valid ? 0 : 1;
            setBit(validity, at, valid);
            append(vector, row, at, valid);
        }
        rowCount = rows;
    }

    private void append(FlatVector vector, int row, int at, boolean valid) {
        switch (vector) {
            case IntVector ints -> appendInt(at, valid ? ints.values()[row] : 0);
            case LongVector longs -> LONG.set(values, 8 * at, valid ? longs.values()[row] : 0L);
            case DoubleVector doubles -> {
                double value = valid ? doubles.values()[row] : 0;
                if (valueBytes == 4) {
                    INT.set(values, 4 * at, Float.floatToRawIntBits((float) value));
                } else {
                    LONG.set(values, 8 * at, Double.doubleToRawLongBits(value));
                }
            }
            case BooleanVector booleans -> setBit(values, at, valid && booleans.value(row));
            case DecimalVector decimals -> {
                LONG.set(values, 16 * at, valid ? decimals.values()[row] : 0L);
                LONG.set(values, 16 * at + 8, valid ? decimals.highWord(row) : 0L);
            }
            case StringVector strings -> {
                if (at == 0) {
                    INT.set(values, 0, 0);
                }
                if (valid) {
                    appendText(strings, row);
                }
                INT.set(values, 4 * (at + 1), textBytes);
            }
        }
    }

    private void appendInt(int at, int value) {
        switch (valueBytes) {
            case 0 -> {}
            case 1 -> values[at] = (byte) value;
            case 2 -> SHORT.set(values, 2 * at, (short) value);
            default -> INT.set(values, 4 * at, value);
        }
    }

    private void appendText(StringVector strings, int row) {
        int length = strings.length(row);
        text = grown(text, Math.addExact(textBytes, length));
        StringViews.copyTo(
                strings.views()[2 * row], strings.views()[2 * row + 1], strings.heaps(), MemorySegment.ofArray(text),
                textBytes);
        textBytes += length;
    }

    private static void setBit(byte[] bits, int at, boolean value) {
        int mask = 1 << (at & 7);
        bits[at >> 3] = (byte) (value ? bits[at >> 3] | mask : bits[at >> 3] & ~mask);
    }

    private static byte[] grown(byte[] array, int length) {
        return array.length >= length ? array : Arrays.copyOf(array, Math.max(length, 2 * array.length));
    }

    int rowCount() {
        return rowCount;
    }

    int nullCount() {
        return nullCount;
    }

    /// Heap bytes taken by the arrays.
    long heapBytes() {
        return (long) validity.length + values.length + text.length;
    }

    /// Bytes of the rows so far.
    long byteSize() {
        return (long) rowCount * Math.max(1, valueBytes) + textBytes;
    }

    /// A buffer's bytes: the first `length` of the array.
    static final class Slice {
        final byte[] bytes;
        final int length;

        Slice(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }
    }

    /// The column's buffers, valid until the next call of another method.
    List<Slice> buffers() {
        List<Slice> buffers = new ArrayList<>();
        if (type instanceof DataType.NullType) {
            return buffers;
        }
        buffers.add(new Slice(validity, nullCount == 0 ? 0 : (rowCount + 7) / 8));
        if (type.physical() == dev.sheaf.core.type.PhysicalType.STRING) {
            buffers.add(new Slice(values, rowCount == 0 ? 0 : 4 * (rowCount + 1)));
            buffers.add(new Slice(text, textBytes));
        } else {
            buffers.add(new Slice(values, valueBytes == 0 ? (rowCount + 7) / 8 : rowCount * valueBytes));
        }
        return buffers;
    }

    void clear() {
        rowCount = 0;
        nullCount = 0;
        textBytes = 0;
    }
}
