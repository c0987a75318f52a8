// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import java.util.List;

/// An immutable piece of a table in memory, counted by reference: the store holds one while the table has it, each
/// scan holds one while it reads. The memory is given back with the last.
final class TableSegment {
    /// Rows of a block: what a chunk holds by default, and the grain of bounds.
    static final int BLOCK_ROWS = 2_048;
    /// Blocks of a segment, at most.
    static final int BLOCKS_MAX = 60;

    private final long id;
    private final int rowCount;
    private final List<SegmentColumn> columns;
    private final SegmentMemory memory;
    private int references = 1;

    TableSegment(long id, int rowCount, List<SegmentColumn> columns, SegmentMemory memory) {
        this.id = id;
        this.rowCount = rowCount;
        this.columns = List.copyOf(columns);
        this.memory = memory;
    }

    long id() {
        return id;
    }

    int rowCount() {
        return rowCount;
    }

    long byteSize() {
        return memory.byteSize();
    }

    SegmentColumn column(int index) {
        return columns.get(index);
    }

    int blockCount() {
        return (rowCount + BLOCK_ROWS - 1) / BLOCK_ROWS;
    }

    int blockRows(int block) {
        return Math.min(BLOCK_ROWS, rowCount - block * BLOCK_ROWS);
    }

    /// Takes one more reference, unless the memory is gone already.
    synchronized boolean tryRetain() {
        if (references == 0) {
            return false;
        }
        references++;
        return true;
    }

    void release() {
        synchronized (this) {
            if (references == 0) {
                throw new IllegalStateException("segment " + id + " has been released more often than retained");
            }
            references--;
            if (references > 0) {
                return;
            }
        }
        memory.release();
    }
}
