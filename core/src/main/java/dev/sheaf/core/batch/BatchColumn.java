// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One column of a [Batch].
///
/// @param validity a bit a row in 64-bit words, set for values that aren't null; absent means no nulls
/// @param values as the layout says; may be larger than the rows need
/// @param heaps where the views of long strings point
public record BatchColumn(
        DataType type,
        BatchLayout layout,
        @Nullable MemoryBlock validity,
        MemoryBlock values,
        List<MemoryBlock> heaps) {
    public BatchColumn {
        heaps = List.copyOf(heaps);
    }

    /// The native memory that the column holds, in bytes.
    public long byteSize() {
        long bytes = values.byteSize() + (validity == null ? 0 : validity.byteSize());
        for (MemoryBlock heap : heaps) {
            bytes += heap.byteSize();
        }
        return bytes;
    }

    void retain() {
        values.retain();
        if (validity != null) {
            validity.retain();
        }
        heaps.forEach(MemoryBlock::retain);
    }

    void release() {
        values.release();
        if (validity != null) {
            validity.release();
        }
        heaps.forEach(MemoryBlock::release);
    }

    BatchColumn transferTo(MemoryContext target) {
        return new BatchColumn(
                type,
                layout,
                validity == null ? null : validity.transferTo(target),
                values.transferTo(target),
                heaps.stream().map(heap -> heap.transferTo(target)).toList());
    }
}
