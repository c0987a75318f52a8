// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A key column's bits within a packed key: its value, and above it a bit that is set for null, with a zero value
/// below. A string's value is its number in a table of the column's strings, where null has a number too.
final class PackedColumn implements AutoCloseable {
    private final int shift;
    private final int valueBits;
    private final long valueMask;
    private final boolean nullBit;
    private final @Nullable GroupTable strings;
    private int[] numbers = {};
    private int[] places = {-1};

    PackedColumn(Field field, int shift, MemoryContext memory) {
        this.shift = shift;
        this.valueBits = KeyPacking.valueBits(field.type());
        this.valueMask = -1L >>> (64 - valueBits);
        // A 64-bit column that is alone in its key has no room for one.
        this.nullBit = KeyPacking.hasNullBit(field) && valueBits < Long.SIZE;
        this.strings = KeyPacking.isString(field.type())
                ? new ColumnGroupTable(Schema.of(field), memory)
                : null;
    }

    /// Adds the column's bits to the packed keys.
    ///
    /// @param first whether the keys are to be begun anew
    void pack(Chunk chunk, int column, int[] rows, int count, long[] codes, boolean first) {
        int rowCount = chunk.rowCount();
        if (strings != null) {
            packStrings(strings, chunk, column, rows, count, codes, first);
            return;
        }
        FlatVector vector = chunk.flat(column);
        if (first) {
            Arrays.fill(codes, 0, rowCount, 0L);
        }
        switch (vector) {
            case BooleanVector booleans -> {
                long[] bits = booleans.bits();
                for (int i = 0; i < rowCount; i++) {
                    codes[i] |= (bits[i >> 6] >>> i & 1) << shift;
                }
            }
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < rowCount; i++) {
                    codes[i] |= (values[i] & valueMask) << shift;
                }
            }
            case LongVector longs -> packLongs(longs.values(), rowCount, codes);
            case DecimalVector decimals -> packLongs(decimals.values(), rowCount, codes);
            case DoubleVector doubles -> {
                double[] values = doubles.values();
                for (int i = 0; i < rowCount; i++) {
                    codes[i] |= Double.doubleToLongBits(values[i] + 0.0);
                }
            }
            default -> throw new IllegalStateException(vector.type().sqlName());
        }
        if (vector.validity() != null && (nullBit || valueBits < Long.SIZE)) {
            packNulls(vector.validity(), rows, count, codes);
        }
    }

    private void packLongs(long[] values, int rowCount, long[] codes) {
        for (int i = 0; i < rowCount; i++) {
            codes[i] |= (values[i] & valueMask) << shift;
        }
    }

    private void packNulls(long[] validity, int[] rows, int count, long[] codes) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (!Bits.get(validity, row)) {
                if (!nullBit) {
                    throw new SheafException(
                            ErrorCode.INTERNAL_ERROR, "a null in a key column that was said to have none");
                }
                codes[row] = codes[row] & ~(valueMask << shift) | 1L << (shift + valueBits);
            }
        }
    }

    private void packStrings(
            GroupTable table, Chunk chunk, int column, int[] rows, int count, long[] codes, boolean first) {
        if (numbers.length < chunk.rowCount()) {
            numbers = new int[Math.max(chunk.rowCount(), Chunk.DEFAULT_ROWS)];
        }
        table.assign(chunk, columnPlaces(column), rows, count, numbers);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            codes[row] = (first ? 0 : codes[row]) | (long) numbers[row] << shift;
        }
    }

    /// The same array for the same column, by which the table knows it.
    private int[] columnPlaces(int column) {
        if (places[0] != column) {
            places = new int[] {column};
        }
        return places;
    }

    /// Writes the column of groups, given their packed keys.
    void unpack(long[] codes, int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        if (strings != null) {
            int[] wanted = new int[count];
            for (int i = 0; i < count; i++) {
                wanted[i] = (int) (codes[groups[i]] >>> shift);
            }
            strings.keys(wanted, count, new FlatVector[] {target});
            return;
        }
        target.clearNulls();
        switch (target) {
            case BooleanVector booleans -> {
                for (int i = 0; i < count; i++) {
                    Bits.set(booleans.bits(), i, (codes[groups[i]] >>> shift & 1) != 0);
                }
            }
            case IntVector ints -> {
                for (int i = 0; i < count; i++) {
                    ints.values()[i] = (int) signed(codes[groups[i]]);
                }
            }
            case LongVector longs -> unpackLongs(codes, groups, count, longs.values());
            case DecimalVector decimals -> {
                decimals.startNarrow();
                unpackLongs(codes, groups, count, decimals.values());
            }
            case DoubleVector doubles -> {
                for (int i = 0; i < count; i++) {
                    doubles.values()[i] = Double.longBitsToDouble(codes[groups[i]]);
                }
            }
            default -> throw new IllegalStateException(target.type().sqlName());
        }
        if (nullBit) {
            unpackNulls(codes, groups, count, target);
        }
    }

    private void unpackLongs(long[] codes, int[] groups, int count, long[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = signed(codes[groups[i]]);
        }
    }

    private void unpackNulls(long[] codes, int[] groups, int count, FlatVector target) {
        for (int i = 0; i < count; i++) {
            if ((codes[groups[i]] >>> (shift + valueBits) & 1) != 0) {
                target.setNull(i);
            }
        }
    }

    private long signed(long code) {
        return code << (64 - valueBits - shift) >> (64 - valueBits);
    }

    void clear() {
        if (strings != null) {
            strings.clear();
        }
    }

    @Override
    public void close() {
        if (strings != null) {
            strings.close();
        }
    }
}
