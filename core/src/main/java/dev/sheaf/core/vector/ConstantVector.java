// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import org.jspecify.annotations.Nullable;

/// One value, or null, for all rows of a chunk.
public final class ConstantVector extends Vector {
    private final FlatVector value;
    private @Nullable FlatVector flat;
    private int flatRowCount;

    /// @param value row 0 of it is the constant; it must not change while this vector is in use
    public ConstantVector(FlatVector value) {
        super(value.type());
        this.value = value;
    }

    /// A vector whose row 0 is the constant.
    public FlatVector value() {
        return value;
    }

    public boolean isNull() {
        return value.isNull(0);
    }

    /// Tells that the value has changed.
    public void reset() {
        flatRowCount = 0;
    }

    @Override
    public FlatVector flatten(int rowCount) {
        if (flat == null) {
            flat = FlatVector.allocate(type(), rowCount);
        }
        if (flatRowCount < rowCount) {
            flat.ensureCapacity(rowCount);
            flat.gather(value, new int[rowCount], rowCount);
            flatRowCount = rowCount;
        }
        return flat;
    }
}
