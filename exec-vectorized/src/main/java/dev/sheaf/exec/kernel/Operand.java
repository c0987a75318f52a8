// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// An operand of a kernel as arrays. A constant is a vector whose row 0 counts; it is never spread out. Kernels on the
/// hot path have
/// a loop for constants, the others read row `row & mask()`.
public final class Operand {
    private static final FlatVector NONE = FlatVector.allocate(DataType.NULL, 0);

    private FlatVector vector = NONE;
    private boolean constant;

    /// Takes a vector in any form but lazy.
    void set(Vector value, int rowCount) {
        if (value instanceof ConstantVector single) {
            vector = single.value();
            constant = true;
        } else {
            vector = value.flatten(rowCount);
            constant = false;
        }
    }

    public FlatVector vector() {
        return vector;
    }

    /// Whether row 0 stands for all rows.
    public boolean constant() {
        return constant;
    }

    /// What to AND a row number with to find its value: 0 for a constant, else all ones.
    public int mask() {
        return constant ? 0 : -1;
    }

    public int[] ints() {
        return ((IntVector) vector).values();
    }

    public long[] longs() {
        return ((LongVector) vector).values();
    }

    public double[] doubles() {
        return ((DoubleVector) vector).values();
    }

    public long[] bits() {
        return ((BooleanVector) vector).bits();
    }

    public DecimalVector decimals() {
        return (DecimalVector) vector;
    }

    public StringVector strings() {
        return (StringVector) vector;
    }

    /// An integer of any width, for operands that say how rather than what: digits, counts, positions.
    public long integer(int row) {
        return vector instanceof IntVector narrow ? narrow.values()[row & mask()]
                : ((LongVector) vector).values()[row & mask()];
    }

    public long @Nullable [] validity() {
        return vector.validity();
    }

    public boolean isNull(int row) {
        return vector.isNull(row & mask());
    }
}
