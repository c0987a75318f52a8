// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.storage.scan.ValueBounds;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The encoded values of one column in one block of rows.
///
/// @param base what is added to differences
/// @param validity a bit a row, or null when there are no nulls
/// @param bounds what no value of the block is outside of
record ColumnBlock(
        BlockForm form,
        long base,
        MemorySegment data,
        @Nullable MemorySegment validity,
        int nullCount,
        ValueBounds bounds) {}
