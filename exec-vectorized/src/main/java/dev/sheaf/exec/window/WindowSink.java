// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.sort.BucketedRows;
import dev.sheaf.exec.spill.Spill;

/// Collects the rows of a window in row pages, in buckets by a hash of the partition keys. [#source] sorts the buckets
/// and computes the calls, several buckets at once. All rows are held, those of buckets that nobody is at parked.
public final class WindowSink implements SinkFactory {
    private static final int BUCKETS = 64;

    private final WindowNode node;
    private final MemoryContext memory;
    private final Spill spill;
    private final BucketedRows rows;

    /// @param parent gets a child that is charged for the rows
    /// @param spill where rows go when there is no more
    public WindowSink(WindowNode node, MemoryContext parent, Spill spill) {
        this.spill = spill;
        this.node = node;
        this.memory = parent.child("window " + node.id());
        this.rows = new BucketedRows(
                node.input().schema(), node.partitionKeys(), node.orderKeys(), BUCKETS, memory, spill);
    }

    /// What computes the window, once the sink is complete.
    public SourceFactory source() {
        return WindowSource.factory(node, rows, memory);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new Sink();
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
        rows.close();
        memory.close();
    }

    /// One driver's rows.
    private final class Sink implements SinkOperator {
        private final BucketedRows.Builder builder = rows.newBuilder();

        @Override
        public Result take(Chunk chunk, Waker waker) {
            builder.append(chunk);
            return Result.TAKEN;
        }

        @Override
        public Result finish(Waker waker) {
            rows.add(builder);
            return Result.TAKEN;
        }

        @Override
        public void close() {
            builder.close();
        }
    }
}
