// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowReader;
import org.jspecify.annotations.Nullable;

/// Gives sorted rows in their order, copied column by column from the row pages as far as they are asked for. One
/// driver, since order matters.
final class SortedRowsSource implements SourceOperator {
    private final SortedRuns sorted;
    private final int chunkRows;
    private final MemoryContext memory;
    private final long[] addresses;
    private long left;
    private final CancellationToken cancellation;
    private @Nullable RunMerge merge;
    private @Nullable RowReader reader;
    private long reservedBytes;
    private @Nullable Chunk chunk;
    private int piece;
    private int next;

    private SortedRowsSource(SortedRuns sorted, long rowsMax, DriverContext context) {
        this.sorted = sorted;
        this.left = rowsMax;
        this.chunkRows = context.chunkRows();
        this.memory = context.memory();
        this.cancellation = context.cancellation();
        this.addresses = new long[chunkRows];
    }

    /// @param rowsMax how many rows are wanted
    static SourceFactory factory(RowOrder order, SortedRuns sorted, long rowsMax) {
        return new SourceFactory() {
            @Override
            public SourceOperator create(DriverContext context) {
                SortedRowsSource source = new SortedRowsSource(sorted, rowsMax, context);
                source.open(order);
                return source;
            }

            @Override
            public int driversMax() {
                return 1;
            }

            @Override
            public void close() {
                sorted.close();
            }
        };
    }

    private void open(RowOrder order) {
        ParkedRuns external = sorted.external();
        RowReader made = new RowReader(
                external == null ? order.layout() : external.order().layout(), chunkRows);
        memory.reserve(made.heapBytes());
        reservedBytes = made.heapBytes();
        reader = made;
    }

    @Override
    public Result next(Waker waker) {
        ParkedRuns external = sorted.external();
        RowCollection rows = external == null ? sorted.rows() : external.rows();
        int count = external != null ? merge(external) : rows == null ? 0 : collect();
        if (rows == null || reader == null || count == 0) {
            return Result.FINISHED;
        }
        left -= count;
        chunk = reader.readLazily(rows, addresses, count);
        return Result.ROWS;
    }

    private int merge(ParkedRuns external) {
        if (merge == null) {
            merge = external.merge(cancellation);
        }
        return merge.next(addresses, (int) Math.min(chunkRows, left));
    }

    private int collect() {
        LongPairs[] pieces = sorted.pieces();
        int wanted = (int) Math.min(chunkRows, left);
        int count = 0;
        while (count < wanted && piece < pieces.length) {
            int taken = Math.min(wanted - count, pieces[piece].count() - next);
            System.arraycopy(pieces[piece].addresses(), next, addresses, count, taken);
            count += taken;
            next += taken;
            if (next == pieces[piece].count()) {
                piece++;
                next = 0;
            }
        }
        return count;
    }

    @Override
    public Chunk chunk() {
        if (chunk == null) {
            throw new IllegalStateException("no chunk");
        }
        return chunk;
    }

    @Override
    public void close() {
        memory.unreserve(reservedBytes);
        reservedBytes = 0;
        if (merge != null) {
            merge.close();
            merge = null;
        }
        reader = null;
        chunk = null;
    }
}
