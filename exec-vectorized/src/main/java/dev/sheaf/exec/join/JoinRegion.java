// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.exec.row.RowCollection;
import java.util.List;

/// A part of both sides of a join, by hash, that is joined by itself because the build side as a whole is too large for
/// memory. Both parts are parked. Their partitions belong to whoever joins or splits the region, who releases them.
///
/// @param build the collection that has the build rows, with the hashes in their headers
/// @param partition of both collections
/// @param nullRow the address of a row of nulls in `build`, or -1
/// @param probe the collections that have the probe rows
/// @param level how many times rows have been divided by hash to come here, at least 1
record JoinRegion(RowCollection build, int partition, long nullRow, List<RowCollection> probe, int level) {
    JoinRegion {
        probe = List.copyOf(probe);
    }

    long buildRowCount() {
        return build.rowCount(partition);
    }

    long probeRowCount() {
        return probe.stream().mapToLong(rows -> rows.rowCount(partition)).sum();
    }

    /// The memory that joining takes, but for what comes out: the build rows, a table over them, and a page of probe
    /// rows now and then.
    long neededBytes() {
        return build.memoryBytes(partition) + JoinTable.bytes(buildRowCount());
    }

    /// Whether there are hash bits left to divide it by, and rows with different ones perhaps.
    boolean divisible() {
        return level < JoinPartitions.LEVELS_MAX && buildRowCount() > 1;
    }

    /// Gives back all rows.
    void release() {
        build.releasePartition(partition);
        probe.forEach(rows -> rows.releasePartition(partition));
    }
}
