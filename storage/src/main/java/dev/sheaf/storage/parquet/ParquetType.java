// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.PhysicalType;
import org.apache.parquet.format.Type;

/// How a leaf's values are stored. INT96 is treated as a fixed array of twelve bytes.
enum ParquetType {
    BOOLEAN(PhysicalType.BOOLEAN),
    INT32(PhysicalType.INT),
    INT64(PhysicalType.LONG),
    FLOAT(PhysicalType.DOUBLE),
    DOUBLE(PhysicalType.DOUBLE),
    BYTE_ARRAY(PhysicalType.STRING),
    FIXED(PhysicalType.STRING);

    /// The array that decoders of this type fill.
    final PhysicalType kind;

    ParquetType(PhysicalType kind) {
        this.kind = kind;
    }

    static ParquetType of(Type type) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case INT96, FIXED_LEN_BYTE_ARRAY -> FIXED;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case BYTE_ARRAY -> BYTE_ARRAY;
        };
    }
}
