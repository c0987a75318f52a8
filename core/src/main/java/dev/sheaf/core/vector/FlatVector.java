// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A value per row in primitive arrays, and a validity bitmap when there may be nulls. The arrays are exposed to
/// kernels; their length is at least [#capacity()]. Values under nulls are defined but mean nothing: kernels may
/// compute with them.
public abstract sealed class FlatVector extends Vector
        permits BooleanVector, IntVector, LongVector, DoubleVector, DecimalVector, StringVector {
    private long @Nullable [] validity;
    private long[] validityStorage = new long[0];

    FlatVector(DataType type) {
        super(type);
    }

    /// A vector of the right class for the type, without nulls.
    ///
    /// @param capacity how many rows it has room for
    public static FlatVector allocate(DataType type, int capacity) {
        return switch (type.physical()) {
            case BOOLEAN -> new BooleanVector(type, capacity);
            case INT -> new IntVector(type, capacity);
            case LONG -> new LongVector(type, capacity);
            case DOUBLE -> new DoubleVector(type, capacity);
            case DECIMAL -> new DecimalVector(type, capacity);
            case STRING -> new StringVector(type, capacity);
        };
    }

    /// For how many rows there is room.
    public abstract int capacity();

    /// Makes room for more rows; values are kept.
    public abstract void ensureCapacity(int capacity);

    /// A vector with this one's arrays, this one not to be used any more: for who holds other values in the same memory
    /// but has given the vector to others that know its contents by the vector, as bases of dictionaries are known.
    public abstract FlatVector successor();

    /// How many bytes of heap its arrays take.
    public abstract long heapBytes();

    /// Copies values and nulls of chosen rows of a vector of the same class: `this[i] = source[rows[i]]`.
    public abstract void gather(FlatVector source, int[] rows, int count);

    /// Copies one value or null of a vector of the same class: `this[row] = source[sourceRow]`.
    public abstract void copyRow(int row, FlatVector source, int sourceRow);

    /// The bitmap of rows that are not null, or null when no row is.
    public final long @Nullable [] validity() {
        return validity;
    }

    public final boolean hasNulls() {
        return validity != null;
    }

    public final boolean isNull(int row) {
        return validity != null && !Bits.get(validity, row);
    }

    /// Forgets all nulls. Whoever fills a vector begins with this.
    public final void clearNulls() {
        validity = null;
    }

    /// Begins a bitmap with the first `rowCount` rows valid, and gives it to be written to.
    public final long[] startValidity(int rowCount) {
        long[] bits = startUndefinedValidity(rowCount);
        Arrays.fill(bits, 0, Bits.words(rowCount), -1L);
        return bits;
    }

    /// Begins a bitmap whose words the caller promises to write for all of the first `rowCount` rows.
    public final long[] startUndefinedValidity(int rowCount) {
        int words = Math.max(Bits.words(rowCount), Bits.words(capacity()));
        if (validityStorage.length < words) {
            validityStorage = Arrays.copyOf(validityStorage, words);
        }
        validity = validityStorage;
        return validityStorage;
    }

    /// Makes the row null; the others stay as they are.
    public final void setNull(int row) {
        if (validity == null) {
            startValidity(capacity());
        }
        Bits.clear(validityStorage, row);
    }

    /// Takes over the nulls of one or two operands: a row is null when it is in either.
    public final void intersectValidity(long @Nullable [] left, long @Nullable [] right, int rowCount) {
        if (left == null && right == null) {
            validity = null;
        } else {
            Bits.and(left, right, startUndefinedValidity(rowCount), rowCount);
        }
    }

    @Override
    public final FlatVector flatten(int rowCount) {
        return this;
    }

    final void gatherValidity(FlatVector source, int[] rows, int count) {
        long[] from = source.validity;
        if (from == null) {
            validity = null;
            return;
        }
        long[] to = startUndefinedValidity(count);
        int words = Bits.words(count);
        for (int i = 0; i < words; i++) {
            long word = 0;
            int end = Math.min(count, (i + 1) << 6);
            for (int row = i << 6; row < end; row++) {
                word |= (from[rows[row] >> 6] >>> rows[row] & 1) << row;
            }
            to[i] = word;
        }
    }

    final void copyRowValidity(int row, FlatVector source, int sourceRow) {
        if (source.isNull(sourceRow)) {
            setNull(row);
        } else if (validity != null) {
            Bits.set(validityStorage, row);
        }
    }

    final long validityBytes() {
        return 8L * validityStorage.length;
    }
}
