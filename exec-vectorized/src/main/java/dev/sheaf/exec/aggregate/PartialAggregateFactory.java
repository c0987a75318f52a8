// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import dev.sheaf.exec.spill.Spill;

/// The PARTIAL step of an aggregation as a streaming operator: groups rows in a cache-sized table per driver, gives the
/// states when the table is full or the input ends, and passes rows through as groups of one while grouping doesn't
/// pay. Takes no more memory than the drivers' tables, and gives nothing over no rows.
public final class PartialAggregateFactory implements OperatorFactory {
    private final AggregateLayout layout;
    private final MemoryContext memory;
    private final int chunkRows;
    private final long tableBytesMax;
    private final boolean forced;
    private boolean closed;

    /// @param task the task's memory; the aggregation has a child of it
    /// @param spill only whether that is forced counts: tables are small then
    /// @param chunkRows the most rows of a chunk that comes out
    public PartialAggregateFactory(AggregateNode node, MemoryContext task, Spill spill, int chunkRows) {
        this(node, task, spill, chunkRows, AggregateSink.TABLE_BYTES_MAX);
    }

    PartialAggregateFactory(AggregateNode node, MemoryContext task, Spill spill, int chunkRows, long tableBytesMax) {
        if (node.step() != AggregateNode.Step.PARTIAL) {
            throw new IllegalArgumentException("step " + node.step() + " can't stream");
        }
        this.layout = new AggregateLayout(node);
        this.memory = task.child("partial aggregate " + node.id());
        this.chunkRows = chunkRows;
        this.tableBytesMax = TableSize.bytesMax(tableBytesMax, memory, spill);
        this.forced = spill.forced();
    }

    @Override
    public Operator create(DriverContext context) {
        return new PartialAggregateOperator(layout, chunkRows, tableBytesMax, memory, forced);
    }

    @Override
    public long peakBytes() {
        return memory.peakBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.close();
        }
    }
}
