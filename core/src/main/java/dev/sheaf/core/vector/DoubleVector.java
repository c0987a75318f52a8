// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import java.util.Arrays;

/// Values of physical type [dev.sheaf.core.type.PhysicalType#DOUBLE]. A REAL column holds float-rounded values.
public final class DoubleVector extends FlatVector {
    private double[] values;

    public DoubleVector(DataType type, int capacity) {
        super(type);
        this.values = new double[capacity];
    }

    private DoubleVector(DoubleVector before) {
        super(before.type());
        this.values = before.values;
    }

    /// The values by row. Its length is at least [#capacity()]; the array changes when the capacity does.
    public double[] values() {
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
    public DoubleVector successor() {
        return new DoubleVector(this);
    }

    @Override
    public long heapBytes() {
        return 8L * values.length + validityBytes();
    }

    @Override
    public void gather(FlatVector source, int[] rows, int count) {
        double[] from = ((DoubleVector) source).values;
        double[] to = values;
        for (int i = 0; i < count; i++) {
            to[i] = from[rows[i]];
        }
        gatherValidity(source, rows, count);
    }

    @Override
    public void copyRow(int row, FlatVector source, int sourceRow) {
        values[row] = ((DoubleVector) source).values[sourceRow];
        copyRowValidity(row, source, sourceRow);
    }
}
