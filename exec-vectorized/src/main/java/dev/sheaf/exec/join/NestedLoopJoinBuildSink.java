// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.spill.Spill;
import java.util.List;

/// The build side of a join without keys: collects the rows in pages. [NestedLoopJoinProbeFactory] and, for the types
/// that keep build rows, [BuildRowSource] are made from it. Holds the rows until it is closed.
public final class NestedLoopJoinBuildSink implements SinkFactory {
    private final NestedLoopJoinNode node;
    private final MemoryContext memory;
    private final JoinBuild build;
    private boolean closed;

    /// @param task the task's memory; the join has a child of it
    public NestedLoopJoinBuildSink(NestedLoopJoinNode node, MemoryContext task) {
        this.node = node;
        this.memory = task.child("nested loop join " + node.id());
        this.build = new JoinBuild(
                new JoinLayout(
                        node.type(),
                        node.probe().schema(),
                        node.build().schema(),
                        List.of(),
                        List.of(),
                        node.condition(),
                        node.outputColumns(),
                        node.schema()),
                memory,
                Spill.NONE);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new Driver();
    }

    NestedLoopJoinNode node() {
        return node;
    }

    JoinBuild build() {
        return build;
    }

    @Override
    public void completed() {
        build.complete();
    }

    @Override
    public long peakBytes() {
        return memory.peakBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            build.close();
            memory.close();
        }
    }

    private final class Driver implements SinkOperator {
        private final RowCollection rows =
                new RowCollection(build.layout().rows(), build.memory(), JoinPartitions.COUNT);
        private final int[] places = build.layout().buildPlaces();
        private int[] partitions = {};
        private boolean handedOver;

        @Override
        public Result take(Chunk chunk, Waker waker) {
            if (partitions.length < chunk.rowCount()) {
                // All zero: nothing is partitioned.
                partitions = new int[chunk.rowCount()];
            }
            int count = chunk.activeCount();
            int[] active = chunk.selection() == null ? null : chunk.selection().rows();
            long[] addresses = rows.append(chunk, places, active, count, partitions);
            RowHeaders.putBytes(rows.pages(), addresses, JoinLayout.MATCHED_OFFSET, (byte) 0, count);
            return Result.TAKEN;
        }

        @Override
        public Result finish(Waker waker) {
            if (!handedOver) {
                handedOver = true;
                build.absorb(rows, rows.rowCount(), false, new KeyBounds[0], new KeyBounds[0]);
            }
            return Result.TAKEN;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
