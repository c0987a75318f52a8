// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The numbered pages of a collection of rows. A page is a block of native memory that is charged, partitioned and
/// given back as a whole. Fixed parts fill it from the front, heap parts from the back; nothing in it refers to another
/// page, so it may be moved.
///
/// Filled by one thread; complete pages may be read by many.
final class RowPages implements AutoCloseable {
    /// The size of a page, but for the first ones of a collection, which are smaller, and one for an oversized row.
    static final int PAGE_BYTES = 1 << RowAddress.OFFSET_BITS;

    private final MemoryContext memory;
    private @Nullable MemoryBlock[] blocks = new MemoryBlock[4];
    private MemorySegment[] segments = new MemorySegment[4];
    private int[] rowCounts = new int[4];
    private int count;

    RowPages(MemoryContext memory) {
        this.memory = memory;
    }

    /// Adds a page of at least so many bytes and gives its number.
    int add(long bytes) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * count);
            segments = Arrays.copyOf(segments, 2 * count);
            rowCounts = Arrays.copyOf(rowCounts, 2 * count);
        }
        MemoryBlock block = memory.allocate(bytes);
        blocks[count] = block;
        segments[count] = block.segment();
        rowCounts[count] = 0;
        return count++;
    }

    int count() {
        return count;
    }

    /// By page number; released pages are empty segments.
    MemorySegment[] segments() {
        return segments;
    }

    int rowCount(int page) {
        return rowCounts[page];
    }

    void addRows(int page, int rows) {
        rowCounts[page] += rows;
    }

    /// Takes over all pages of another collection, which is left empty.
    ///
    /// @return by how much their numbers grow
    int absorb(RowPages other) {
        int base = count;
        int total = count + other.count;
        if (total > blocks.length) {
            int capacity = Math.max(total, 2 * blocks.length);
            blocks = Arrays.copyOf(blocks, capacity);
            segments = Arrays.copyOf(segments, capacity);
            rowCounts = Arrays.copyOf(rowCounts, capacity);
        }
        System.arraycopy(other.blocks, 0, blocks, base, other.count);
        System.arraycopy(other.segments, 0, segments, base, other.count);
        System.arraycopy(other.rowCounts, 0, rowCounts, base, other.count);
        count = total;
        other.blocks = new MemoryBlock[4];
        other.count = 0;
        return base;
    }

    void release(int page) {
        MemoryBlock block = blocks[page];
        if (block != null) {
            blocks[page] = null;
            segments[page] = MemorySegment.NULL;
            block.release();
        }
    }

    long byteSize() {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            MemoryBlock block = blocks[i];
            bytes += block == null ? 0 : block.byteSize();
        }
        return bytes;
    }

    @Override
    public void close() {
        for (int i = 0; i < count; i++) {
            release(i);
        }
        count = 0;
    }
}
