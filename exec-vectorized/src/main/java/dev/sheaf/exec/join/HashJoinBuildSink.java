// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.spill.Spill;

/// The build side of a hash join. Drivers collect rows in pages; when all have ended, one table sized for all rows is
/// made over them, and the pieces of the finalise step put them in, several threads at once. Then
/// [HashJoinProbeFactory], [BuildRowSource] and [DeferredJoinSource], which are made from this sink, may run. Where
/// memory is too small for all rows, some of them stay parked, see [DeferredRegions].
///
/// Rows with a null key that can match nothing are dropped unless the join keeps build rows. Holds the rows and the
/// table until it is closed, at the end of the task.
public final class HashJoinBuildSink implements SinkFactory {
    private final HashJoinNode node;
    private final MemoryContext memory;
    private final JoinBuild build;
    private boolean closed;

    /// @param task the task's memory; the join has a child of it
    /// @param spill where rows go when there is no more
    public HashJoinBuildSink(HashJoinNode node, MemoryContext task, Spill spill) {
        this.node = node;
        this.memory = task.child("hash join " + node.id());
        this.build = new JoinBuild(
                new JoinLayout(
                        node.type(),
                        node.probe().schema(),
                        node.build().schema(),
                        node.probeKeys(),
                        node.buildKeys(),
                        node.residual(),
                        node.outputColumns(),
                        node.schema()),
                memory,
                spill);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new HashJoinBuildOperator(node, build);
    }

    HashJoinNode node() {
        return node;
    }

    JoinBuild build() {
        return build;
    }

    @Override
    public int finalizeTaskCount() {
        return build.createTable() ? JoinPartitions.REGIONS : 0;
    }

    @Override
    public void finalizeTask(int index, DriverContext context) {
        build.fillRegion(index, context.cancellation());
    }

    @Override
    public void completed() {
        build.completeTable();
    }

    @Override
    public long peakBytes() {
        return memory.peakBytes();
    }

    /// Of both sides: what probing puts aside goes through the same door.
    @Override
    public long spilledBytes() {
        return build.spill().writtenBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            build.close();
            memory.close();
        }
    }
}
