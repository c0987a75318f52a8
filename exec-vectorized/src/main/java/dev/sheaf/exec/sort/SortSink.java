// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.spill.Spill;
import java.util.List;

/// Sorts rows: each driver sorts its own into runs, the finalise step merges the runs range by range, and [#source]
/// gives the rows in order. All rows are held in row pages. When memory gets short, drivers park their rows in order,
/// and all runs are merged as they are read, see [ParkedRuns].
public final class SortSink implements SinkFactory {
    private final MemoryContext memory;
    private final RowOrder order;
    private final SortedRuns sorted;
    private final int runRows;
    private final Spill spill;

    /// @param parent gets a child that is charged for the rows
    /// @param spill where rows go when there is no more
    public SortSink(int node, Schema schema, List<SortKey> keys, MemoryContext parent, Spill spill) {
        this(node, schema, keys, parent, spill, SortBuffer.RUN_ROWS, SortedRuns.RANGE_ROWS);
    }

    SortSink(
            int node,
            Schema schema,
            List<SortKey> keys,
            MemoryContext parent,
            Spill spill,
            int runRows,
            int rangeRows) {
        this.memory = parent.child("sort " + node);
        this.order = new RowOrder(schema, keys);
        this.spill = spill;
        ParkedRuns parked = spill.enabled() ? new ParkedRuns(schema, keys, memory, spill) : null;
        this.sorted = new SortedRuns(order, rangeRows, memory, parked);
        this.runRows = runRows;
    }

    /// What reads the rows, once the sink is complete.
    public SourceFactory source() {
        return SortedRowsSource.factory(order, sorted, Long.MAX_VALUE);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new Sink(context);
    }

    @Override
    public int finalizeTaskCount() {
        return sorted.prepareMerge();
    }

    @Override
    public void finalizeTask(int index, DriverContext context) {
        sorted.merge(index, context.cancellation());
    }

    @Override
    public void completed() {
        sorted.completeMerge();
    }

    @Override
    public long peakBytes() {
        return memory.peakBytes();
    }

    @Override
    public long spilledBytes() {
        return spill.writtenBytes();
    }

    @Override
    public void close() {
        sorted.close();
        memory.close();
    }

    /// One driver's rows.
    private final class Sink implements SinkOperator {
        /// What comes between two looks at the memory: rows of so many bytes, and an eighth of what there is.
        private static final int CHECK_BYTES = 64 << 10;
        private static final int CHECK_SHARE = 8;
        /// Fewer rows than these make too short a run, whatever the memory.
        private static final long RUN_BYTES_MIN = 256 << 10;
        private static final int FORCED_ROWS = 1000;

        private final SortBuffer buffer;
        private long rowCount;
        private final long checkRows =
                spill.forced() ? FORCED_ROWS : Math.max(1, CHECK_BYTES / order.layout().rowBytes());
        private long nextCheckRows = checkRows;

        Sink(DriverContext context) {
            buffer = new SortBuffer(order, runRows, memory, context.cancellation());
        }

        @Override
        public Result take(Chunk chunk, Waker waker) {
            buffer.append(
                    chunk, chunk.selection() == null ? null : chunk.selection().rows(), chunk.activeCount());
            rowCount += chunk.activeCount();
            if (spill.enabled() && rowCount >= nextCheckRows) {
                parkIfShort();
            }
            return Result.TAKEN;
        }

        /// Parks the rows when what is left is no more than they and the work with them take.
        private void parkIfShort() {
            long bytes = buffer.neededBytes();
            if (spill.forced() || (bytes >= RUN_BYTES_MIN && memory.availableBytes() < 2 * bytes)) {
                sorted.park(buffer);
                rowCount = 0;
            }
            nextCheckRows = rowCount + checkRows + (spill.forced() ? 0 : rowCount / CHECK_SHARE);
        }

        @Override
        public Result finish(Waker waker) {
            if (sorted.external() != null || spill.forced()) {
                sorted.park(buffer);
            } else {
                buffer.closeRun();
                sorted.add(buffer);
            }
            return Result.TAKEN;
        }

        @Override
        public void close() {
            buffer.close();
        }
    }
}
