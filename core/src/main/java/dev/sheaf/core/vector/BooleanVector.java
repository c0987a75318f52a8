// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import java.util.Arrays;

/// Truth values, a bit a row, so that AND, OR and NOT work on 64 rows at once. Bits under nulls and past the last row
/// are undefined.
public final class BooleanVector extends FlatVector {
    private long[] bits;
    private int capacity;

    public BooleanVector(DataType type, int capacity) {
        super(type);
        this.capacity = capacity;
        this.bits = new long[Bits.words(capacity)];
    }

    private BooleanVector(BooleanVector before) {
        super(before.type());
        this.bits = before.bits;
        this.capacity = before.capacity;
    }

    /// The values, in the form of [Bits].
    public long[] bits() {
        return bits;
    }

    public boolean value(int row) {
        return Bits.get(bits, row);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void ensureCapacity(int rows) {
        if (rows > capacity) {
            bits = Arrays.copyOf(bits, Bits.words(rows));
            capacity = rows;
        }
    }

    @Override
    public BooleanVector successor() {
        return new BooleanVector(this);
    }

    @Override
    public long heapBytes() {
        return 8L * bits.length + validityBytes();
    }

    @Override
    public void gather(FlatVector source, int[] rows, int count) {
        long[] from = ((BooleanVector) source).bits;
        int words = Bits.words(count);
        for (int i = 0; i < words; i++) {
            long word = 0;
            int end = Math.min(count, (i + 1) << 6);
            for (int row = i << 6; row < end; row++) {
                word |= (from[rows[row] >> 6] >>> rows[row] & 1) << row;
            }
            bits[i] = word;
        }
        gatherValidity(source, rows, count);
    }

    @Override
    public void copyRow(int row, FlatVector source, int sourceRow) {
        Bits.set(bits, row, ((BooleanVector) source).value(sourceRow));
        copyRowValidity(row, source, sourceRow);
    }
}
