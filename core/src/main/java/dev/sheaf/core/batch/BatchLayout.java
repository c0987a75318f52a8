// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.type.DataType;

/// How a batch column's values lie in native memory, little-endian.
public enum BatchLayout {
    /// One bit a row.
    BIT(0),
    INT32(4),
    INT64(8),
    FLOAT64(8),
    /// Two's-complement, low word first. For decimals whose values don't all fit 64 bits; the others are INT64.
    INT128(16),
    /// Views of [dev.sheaf.core.vector.StringViews] over the column's heaps.
    VIEW(16);

    private final int valueBytes;

    BatchLayout(int valueBytes) {
        this.valueBytes = valueBytes;
    }

    /// Bytes a value; 0 for BIT.
    public int valueBytes() {
        return valueBytes;
    }

    /// How many bytes so many values take.
    public long bytes(int rowCount) {
        return this == BIT ? 8L * ((rowCount + 63) >>> 6) : (long) valueBytes * rowCount;
    }

    /// The layout of a type's values; of a decimal's, when they are narrow.
    public static BatchLayout of(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> BIT;
            case INT -> INT32;
            case LONG, DECIMAL -> INT64;
            case DOUBLE -> FLOAT64;
            case STRING -> VIEW;
        };
    }
}
