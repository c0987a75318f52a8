// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;

/// A column of a [Chunk]: values of one type for rows `0` to `rowCount - 1`, on the Java heap, borrowed until its
/// owner's next call. Kernels read [FlatVector]s; the other forms say more about the data, and every one can be
/// flattened.
///
/// | form | when |
/// |---|---|
/// | [FlatVector] | a value per row in an array |
/// | [ConstantVector] | one value for all rows |
/// | [DictionaryVector] | a row number of a flat base per row: dictionary-coded data, filtered rows, joined rows |
/// | [LazyVector] | not yet decoded; [Chunk#column] replaces it by another form when it is first asked for |
///
/// Not safe for use by several threads.
public abstract sealed class Vector permits FlatVector, ConstantVector, DictionaryVector, LazyVector {
    private final DataType type;

    Vector(DataType type) {
        this.type = type;
    }

    public final DataType type() {
        return type;
    }

    /// The first `rowCount` values as a flat vector: itself when it is flat, else a copy that lives as long as this
    /// vector's contents do.
    public abstract FlatVector flatten(int rowCount);
}
