// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One column of a segment: its blocks, and for strings what they point into.
final class SegmentColumn {
    private final DataType type;
    private final List<ColumnBlock> blocks;
    private final @Nullable StringVector dictionary;
    private final MemorySegment[] heaps;
    private final int heapCount;

    SegmentColumn(
            DataType type,
            List<ColumnBlock> blocks,
            @Nullable StringVector dictionary,
            MemorySegment[] heaps,
            int heapCount) {
        this.type = type;
        this.blocks = List.copyOf(blocks);
        this.dictionary = dictionary;
        this.heaps = Arrays.copyOf(heaps, heapCount);
        this.heapCount = heapCount;
    }

    DataType type() {
        return type;
    }

    ColumnBlock block(int index) {
        return blocks.get(index);
    }

    int blockCount() {
        return blocks.size();
    }

    /// What codes number.
    StringVector dictionary() {
        if (dictionary == null) {
            throw new IllegalStateException("column has no dictionary");
        }
        return dictionary;
    }

    /// Makes a vector's views point into this column's heaps. They are not changed by the vector.
    void shareHeaps(StringVector vector) {
        vector.shareHeaps(heaps, heapCount);
    }
}
