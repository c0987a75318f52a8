// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import org.jspecify.annotations.Nullable;

/// A column that is decoded only when somebody asks for it, and then only as far as the rows that are still wanted. A
/// filter on other columns may have thrown out most rows by then (late materialisation, Abadi et al., ICDE 2007).
public abstract non-sealed class LazyVector extends Vector {
    protected LazyVector(DataType type) {
        super(type);
    }

    /// Decodes the column. Called at most once per chunk, by [Chunk#column].
    ///
    /// @param rowCount how many rows the chunk has
    /// @param selection the rows whose values matter, or null for all; values of others are undefined
    /// @return a vector of another form, valid as long as the chunk's other columns
    public abstract Vector load(int rowCount, @Nullable Selection selection);

    /// Decodes chosen rows alone, where that is cheaper than to decode all: `result[i] = this[rows[i]]`. May be called
    /// any number of times; the column stays lazy.
    ///
    /// @param target whose room is used
    /// @return null when the column can't: [#load] does then. Valid as long as the chunk and the target's contents
    public @Nullable Vector gather(int[] rows, int count, GatherTarget target) {
        return null;
    }

    @Override
    public final FlatVector flatten(int rowCount) {
        return load(rowCount, null).flatten(rowCount);
    }
}
