// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.PhysicalType;
import org.jspecify.annotations.Nullable;

/// One top-level column of a Parquet file.
///
/// @param leaf the place of its first leaf among the file's column chunks
/// @param field its name and type in SQL
/// @param stored how values are stored
/// @param fixedBytes length of fixed-length values, otherwise 0
/// @param conversion from stored values to the engine's
/// @param unsupported why the column can't be read, or null
record ParquetColumn(
        int leaf,
        Field field,
        ParquetType stored,
        int fixedBytes,
        Conversion conversion,
        @Nullable String unsupported) {

    /// The array in which converted values stand.
    PhysicalType tileKind() {
        return conversion.resultOf(stored.kind);
    }

    boolean optional() {
        return field.nullable();
    }
}
