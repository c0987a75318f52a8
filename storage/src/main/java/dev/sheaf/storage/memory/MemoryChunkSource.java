// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.GatherTarget;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// Reads runs of blocks of segments, one after the other. Blocks whose bounds exclude every row are left out; columns
/// are decoded when they are asked for.
final class MemoryChunkSource implements ChunkSource {
    private final SegmentStore store;
    private final ScanNode scan;
    private final ScanContext context;
    private final Column[] columns;
    private final int chunkRows;
    private TableSegment segment;
    private int end;
    private int block;
    private int row;
    private long rowsWanted;
    private long reservedBytes;
    private boolean closed;

    MemoryChunkSource(SegmentStore store, SegmentRun run, ScanNode scan, ScanContext context) {
        this.store = store;
        this.segment = run.retain(store);
        this.block = run.from();
        this.end = run.to();
        this.scan = scan;
        this.context = context;
        this.chunkRows = Math.min(context.chunkRows(), TableSegment.BLOCK_ROWS);
        this.rowsWanted = scan.limitRows().orElse(Long.MAX_VALUE);
        this.columns = new Column[scan.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new Column(segment.column(scan.columns().get(i)));
        }
    }

    @Override
    public Result next(Chunk target, Waker waker) {
        context.cancellation().check();
        while (row == 0 && block < end && !MemoryConnector.mayMatch(segment, block, scan)) {
            block++;
        }
        if (block == end || rowsWanted <= 0) {
            return Result.FINISHED;
        }
        int blockRows = segment.blockRows(block);
        int count = Math.min(chunkRows, blockRows - row);
        target.start(count);
        for (int i = 0; i < columns.length; i++) {
            columns[i].block = block;
            columns[i].from = row;
            target.set(i, columns[i]);
        }
        rowsWanted -= count;
        row += count;
        if (row == blockRows) {
            row = 0;
            block++;
        }
        return Result.ROWS;
    }

    @Override
    public boolean moveTo(Split split) {
        SegmentRun run = SegmentRun.of(split);
        TableSegment next = run.retain(store);
        segment.release();
        segment = next;
        block = run.from();
        end = run.to();
        row = 0;
        rowsWanted = scan.limitRows().orElse(Long.MAX_VALUE);
        for (int i = 0; i < columns.length; i++) {
            columns[i].column = segment.column(scan.columns().get(i));
        }
        return true;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            context.memory().unreserve(reservedBytes);
            segment.release();
        }
    }

    private final class Column extends LazyVector {
        private SegmentColumn column;
        private @Nullable BlockDecoder decoder;
        private int block;
        private int from;

        Column(SegmentColumn column) {
            super(column.type());
            this.column = column;
        }

        @Override
        public Vector load(int rowCount, @Nullable Selection selection) {
            BlockDecoder ready = decoder;
            if (ready == null) {
                ready = new BlockDecoder(type(), chunkRows);
                context.memory().reserve(ready.heapBytes());
                reservedBytes += ready.heapBytes();
                decoder = ready;
            }
            return ready.decode(column, block, from, rowCount);
        }

        @Override
        public @Nullable Vector gather(int[] rows, int count, GatherTarget target) {
            return BlockGather.gather(column, column.block(block), from, rows, count, target);
        }
    }
}
