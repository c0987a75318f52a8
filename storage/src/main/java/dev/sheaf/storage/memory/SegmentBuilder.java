// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects rows into one segment. For one thread.
final class SegmentBuilder {
    private final SegmentMemory memory;
    private final List<ColumnStage> columns = new ArrayList<>();
    private int blockRows;
    private int rowCount;

    /// @param context is charged for the segment
    SegmentBuilder(Schema schema, MemoryContext context) {
        this.memory = new SegmentMemory(context);
        EncoderScratch scratch = new EncoderScratch();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(new ColumnStage(schema.type(i), memory, scratch));
        }
    }

    int rowCount() {
        return rowCount;
    }

    /// How many more rows the segment takes.
    int room() {
        return TableSegment.BLOCKS_MAX * TableSegment.BLOCK_ROWS - rowCount;
    }

    /// Copies rows `chosen[from]` to `chosen[from + count - 1]` of a chunk, which must fit.
    ///
    /// @param chosen row numbers, or null for the numbers themselves
    void append(Chunk chunk, int @Nullable [] chosen, int from, int count) {
        int done = 0;
        while (done < count) {
            int take = Math.min(count - done, TableSegment.BLOCK_ROWS - blockRows);
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).append(chunk, i, chosen, from + done, take, blockRows);
            }
            blockRows += take;
            rowCount += take;
            done += take;
            if (blockRows == TableSegment.BLOCK_ROWS) {
                finishBlock();
            }
        }
    }

    private void finishBlock() {
        for (ColumnStage column : columns) {
            column.finishBlock(blockRows);
        }
        blockRows = 0;
    }

    /// Makes the segment, which holds the memory from now on.
    TableSegment finish(long id) {
        if (blockRows > 0) {
            finishBlock();
        }
        List<SegmentColumn> finished = new ArrayList<>();
        for (ColumnStage column : columns) {
            finished.add(column.finish());
        }
        return new TableSegment(id, rowCount, finished, memory);
    }

    /// Gives the memory back instead.
    void discard() {
        memory.release();
    }
}
