// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import java.util.Arrays;

/// Unscaled decimals. A vector is narrow when every value fits 64 bits: then only [#values()] counts. A wide one has
/// the low 64 bits there and the high 64 bits, sign included, in [#high()]. Width says nothing about the type's
/// precision: it is a property of the values of this chunk, so that arithmetic on small numbers stays 64-bit whatever
/// the declared precision.
public final class DecimalVector extends FlatVector {
    private long[] values;
    private long[] high = new long[0];
    private boolean wide;

    public DecimalVector(DataType type, int capacity) {
        super(type);
        this.values = new long[capacity];
    }

    private DecimalVector(DecimalVector before) {
        super(before.type());
        this.values = before.values;
        this.high = before.high;
    }

    /// The unscaled values, or in a wide vector their low 64 bits.
    public long[] values() {
        return values;
    }

    public boolean wide() {
        return wide;
    }

    /// The high 64 bits of a wide vector's values.
    public long[] high() {
        return high;
    }

    /// Makes the vector narrow again. Whoever fills a vector begins with this or [#startWide].
    public void startNarrow() {
        wide = false;
    }

    /// Makes the vector wide; the caller fills both arrays.
    public long[] startWide() {
        if (high.length < values.length) {
            high = new long[values.length];
        }
        wide = true;
        return high;
    }

    /// Makes the vector wide and keeps its first `rowCount` values.
    public void widen(int rowCount) {
        if (!wide) {
            long[] words = startWide();
            for (int i = 0; i < rowCount; i++) {
                words[i] = values[i] >> 63;
            }
        }
    }

    /// The high word of a value, whatever the width.
    public long highWord(int row) {
        return wide ? high[row] : values[row] >> 63;
    }

    @Override
    public int capacity() {
        return values.length;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (capacity > values.length) {
            values = Arrays.copyOf(values, capacity);
            if (wide) {
                high = Arrays.copyOf(high, capacity);
            }
        }
    }

    @Override
    public DecimalVector successor() {
        return new DecimalVector(this);
    }

    @Override
    public long heapBytes() {
        return 8L * (values.length + high.length) + validityBytes();
    }

    @Override
    public void gather(FlatVector source, int[] rows, int count) {
        DecimalVector from = (DecimalVector) source;
        long[] fromValues = from.values;
        for (int i = 0; i < count; i++) {
            values[i] = fromValues[rows[i]];
        }
        if (from.wide) {
            long[] words = startWide();
            long[] fromHigh = from.high;
            for (int i = 0; i < count; i++) {
                words[i] = fromHigh[rows[i]];
            }
        } else {
            startNarrow();
        }
        gatherValidity(source, rows, count);
    }

    @Override
    public void copyRow(int row, FlatVector source, int sourceRow) {
        DecimalVector from = (DecimalVector) source;
        if (from.wide && !wide) {
            widen(values.length);
        }
        values[row] = from.values[sourceRow];
        if (wide) {
            high[row] = from.highWord(sourceRow);
        }
        copyRowValidity(row, source, sourceRow);
    }
}
