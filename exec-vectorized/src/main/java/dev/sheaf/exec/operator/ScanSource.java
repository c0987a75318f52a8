// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanConstraints;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the splits of a scan, one after the other. Drivers take splits from a common queue.
public final class ScanSource implements SourceOperator {
    private final Shared shared;
    private final ScanContext context;
    private final Chunk chunk;
    private @Nullable ChunkSource open;
    /// Whether the open source has no more rows.
    private boolean ended;
    private long closedBytes;

    /// The scan and its queue.
    private record Shared(
            Connector connector, ScanNode scan, SplitQueue splits, Supplier<List<ScanConstraint>> learnt)
            implements SourceFactory {
        @Override
        public SourceOperator create(DriverContext context) {
            return new ScanSource(
                    this, new ScanContext(context.chunkRows(), context.memory(), context.cancellation()));
        }

        @Override
        public int driversMax() {
            return splits.size();
        }

        @Override
        public int finishedSplitCount() {
            return splits.finishedCount();
        }

        @Override
        public void close() {
            // The drivers close what they have opened.
        }
    }

    private ScanSource(Shared shared, ScanContext context) {
        this.shared = shared;
        this.context = context;
        this.chunk = new Chunk(shared.scan.schema());
    }

    /// @param learnt conditions that have come to be known since the plan was made, and that all rows that matter
    ///     satisfy; asked for when a driver opens a split
    public static SourceFactory factory(
            Connector connector, ScanNode scan, List<Split> splits, Supplier<List<ScanConstraint>> learnt) {
        return new Shared(connector, scan, new SplitQueue(splits), learnt);
    }

    @Override
    public Result next(Waker waker) {
        while (true) {
            ChunkSource current = open;
            if (current == null || ended) {
                Split split = shared.splits.take();
                if (split == null) {
                    close();
                    return Result.FINISHED;
                }
                if (current == null || !current.moveTo(split)) {
                    close();
                    current = shared.connector.open(scan(), split, context);
                    open = current;
                }
                ended = false;
            }
            switch (current.next(chunk, waker)) {
                case ROWS -> {
                    return Result.ROWS;
                }
                case BLOCKED -> {
                    return Result.BLOCKED;
                }
                case FINISHED -> {
                    ended = true;
                    shared.splits.finish();
                }
            }
        }
    }

    private ScanNode scan() {
        List<ScanConstraint> learnt = shared.learnt.get();
        return learnt.isEmpty() ? shared.scan : ScanConstraints.add(shared.scan, learnt);
    }

    @Override
    public Chunk chunk() {
        return chunk;
    }

    @Override
    public long bytes() {
        return closedBytes + (open == null ? 0 : open.bytesRead());
    }

    @Override
    public void close() {
        ChunkSource current = open;
        if (current != null) {
            open = null;
            closedBytes += current.bytesRead();
            current.close();
        }
    }
}
