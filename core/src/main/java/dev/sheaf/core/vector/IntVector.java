// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import java.util.Arrays;

/// Values of physical type [dev.sheaf.core.type.PhysicalType#INT].
public final class IntVector extends FlatVector {
    private int[] values;

    public IntVector(DataType type, int capacity) {
        super(type);
        this.values = new int[capacity];
    }

    private IntVector(IntVector before) {
        super(before.type());
        this.values = before.values;
    }

    /// The values by row. Its length is at least [#capacity()]; the array changes when the capacity does.
    public int[] values() {
        return values;
    }

    @Override
    public int capacity() {
        return values.length;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (capacity > values.length) {
            values = Arrays.copyOf(values, capacity);
        }
    }

    @Override
    public IntVector successor() {
        return new IntVector(this);
    }

    @Override
    public long heapBytes() {
        return 4L * values.length + validityBytes();
    }

    @Override
    public void gather(FlatVector source, int[] rows, int count) {
        int[] from = ((IntVector) source).values;
        int[] to = values;
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        gatherValidity(source, rows, count);
    }

    @Override
    public void copyRow(int row, FlatVector source, int sourceRow) {
        values[row] = ((IntVector) source).values[sourceRow];
        copyRowValidity(row, source, sourceRow);
    }
}
