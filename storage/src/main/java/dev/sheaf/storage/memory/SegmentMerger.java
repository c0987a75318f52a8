// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import java.util.ArrayList;
import java.util.List;

/// Puts small segments together. A table that gets a row at a time has at most three segments of each power of four,
/// and each row is copied once per power: the logarithmic method (Bentley and Saxe, Decomposable Searching Problems,
/// 1980).
final class SegmentMerger {
    /// More rows than this are left where they are.
    private static final long ROWS_MAX = 16L * TableSegment.BLOCK_ROWS;
    private static final int SEGMENTS_EACH_SIZE = 3;

    private SegmentMerger() {}

    /// How many of a table's last segments should be merged with those that are added; 0 for none.
    static int mergedCount(TableDefinition table, List<SegmentReference> added) {
        long rows = 0;
        for (SegmentReference segment : added) {
            rows += segment.rowCount();
        }
        List<SegmentReference> segments = table.segments();
        int merged = 0;
        while (true) {
            int like = 0;
            long more = rows;
            for (int i = segments.size() - merged - 1; i >= 0; i--) {
                long count = segments.get(i).rowCount();
                if (size(count) > size(rows) || more + count > ROWS_MAX) {
                    break;
                }
                more += count;
                like++;
            }
            if (like < SEGMENTS_EACH_SIZE) {
                return merged;
            }
            merged += like;
            rows = more;
        }
    }

    private static int size(long rows) {
        return (Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, rows)) - 1) / 2;
    }

    /// Copies rows into a new segment.
    static TableSegment merge(long id, Schema schema, List<TableSegment> parts, MemoryContext memory) {
        SegmentBuilder builder = new SegmentBuilder(schema, memory);
        boolean finished = false;
        try {
            Chunk chunk = new Chunk(schema);
            for (TableSegment part : parts) {
                List<BlockDecoder> columns = new ArrayList<>();
                for (int column = 0; column < schema.size(); column++) {
                    columns.add(new BlockDecoder(schema.type(column), part.blockRows(0)));
                }
                for (int block = 0; block < part.blockCount(); block++) {
                    int rows = part.blockRows(block);
                    chunk.start(rows);
                    for (int column = 0; column < schema.size(); column++) {
                        chunk.set(column, columns.get(column).decode(part.column(column), block, 0, rows));
                    }
                    builder.append(chunk, null, 0, rows);
                }
            }
            TableSegment merged = builder.finish(id);
            finished = true;
            return merged;
        } finally {
            if (!finished) {
                builder.discard();
            }
        }
    }
}
