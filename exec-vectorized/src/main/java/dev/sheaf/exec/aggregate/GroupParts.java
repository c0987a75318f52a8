// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What the drivers of an [AggregateSource] share: the partitions that nobody has taken yet, parts of those that were
/// too large, and how much memory one of them may take. Safe for use by many threads.
final class GroupParts {
    /// Where spilling is forced, everything is split so often at least that is larger than this,
    private static final int FORCED_LEVELS = 2;
    private static final long FORCED_BYTES = 32 << 10;

    private final AggregateSink sink;
    private final AtomicInteger nextPartition = new AtomicInteger();
    private final Queue<GroupPart> split = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drivers = new AtomicInteger();

    GroupParts(AggregateSink sink) {
        this.sink = sink;
    }

    void driverStarted() {
        drivers.incrementAndGet();
    }

    void driverEnded() {
        drivers.decrementAndGet();
    }

    /// The next part for a driver to group, or null at the end: parts that come later are done by the driver that made
    /// them.
    @Nullable GroupPart poll() {
        GroupPart part = split.poll();
        if (part != null) {
            return part;
        }
        int partition = nextPartition.getAndIncrement();
        return partition < GroupPartitions.COUNT ? sink.part(partition) : null;
    }

    void add(Collection<GroupPart> parts) {
        split.addAll(parts);
    }

    /// How large the table of a part may become before it is better split.
    ///
    /// @param usedBytes what the driver's table takes now
    long bytesMax(GroupPart part, long usedBytes) {
        if (!part.splits()) {
            return Long.MAX_VALUE;
        }
        if (sink.spillForced()) {
            return part.level() < FORCED_LEVELS ? FORCED_BYTES : Long.MAX_VALUE;
        }
        // Half of a driver's share, since arrays grow by half or double.
        return (sink.memory().availableBytes() + usedBytes) / (2L * Math.max(1, drivers.get()));
    }
}
