// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.exchange.NumberSet;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.spill.Spill;
import org.jspecify.annotations.Nullable;

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
    private long copiedBytes;
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

    /// What filters rows of this task by a key. To be asked for before anything is built.
    public KeySource keys(int key) {
        build.index().wantSet(key, 1);
        return new KeySource() {
            @Override
            public boolean blocked(Waker waker) {
                return build.blocked(waker);
            }

            @Override
            public boolean settled() {
                return build.isComplete();
            }

            @Override
            public @Nullable KeyCheck check() {
                return build.index().check(key);
            }
        };
    }

    /// Between which numbers the values of a key lie; null before the build side is complete, and where they are no
    /// numbers.
    public @Nullable KeyRange keyRange(int key) {
        return build.isComplete() ? build.index().range(key) : null;
    }

    /// Says before anything is built that [#neededKeys] will be asked for.
    ///
    /// @param parts how many tasks share the rows of the build side
    public void expectNeededKeys(int key, int parts) {
        build.index().wantSet(key, parts);
    }

    /// The values of a key that can have a match, for others to keep, once the build side is complete; null where that
    /// isn't known, takes too much memory, or would drop little.
    public @Nullable NumberSet neededKeys(int key) {
        if (build.empty()) {
            return NumberSet.NONE;
        }
        KeySet set = build.index().neededSet(key);
        if (set == null || !memory.tryReserve(set.copyBytes())) {
            return null;
        }
        copiedBytes += set.copyBytes();
        return set.copy();
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
            memory.unreserve(copiedBytes);
            memory.close();
        }
    }
}
