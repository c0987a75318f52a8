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
import java.util.List;

/// Sorts rows: each driver sorts its own into runs, the finalise step merges the runs range by range, and [#source]
/// gives the rows in order. All rows are held in row pages.
public final class SortSink implements SinkFactory {
    private final MemoryContext memory;
    private final RowOrder order;
    private final SortedRuns sorted;
    private final int runRows;

    /// @param parent gets a child that is charged for the rows
    public SortSink(int node, Schema schema, List<SortKey> keys, MemoryContext parent) {
        this(node, schema, keys, parent, SortBuffer.RUN_ROWS, SortedRuns.RANGE_ROWS);
    }

    SortSink(int node, Schema schema, List<SortKey> keys, MemoryContext parent, int runRows, int rangeRows) {
        this.memory = parent.child("sort " + node);
        this.order = new RowOrder(schema, keys);
        this.sorted = new SortedRuns(order, rangeRows, memory);
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
        sorted.merge(index);
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
    public void close() {
        sorted.close();
        memory.close();
    }

    /// One driver's rows.
    private final class Sink implements SinkOperator {
        private final SortBuffer buffer;

        Sink(DriverContext context) {
            buffer = new SortBuffer(order, runRows, memory, context.cancellation());
        }

        @Override
        public Result take(Chunk chunk, Waker waker) {
            buffer.append(
                    chunk, chunk.selection() == null ? null : chunk.selection().rows(), chunk.activeCount());
            return Result.TAKEN;
        }

        @Override
        public Result finish(Waker waker) {
            buffer.closeRun();
            sorted.add(buffer);
            return Result.TAKEN;
        }

        @Override
        public void close() {
            buffer.close();
        }
    }
}
