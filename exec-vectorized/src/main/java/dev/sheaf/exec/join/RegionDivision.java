// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowReader;
import dev.sheaf.exec.row.RowScan;
import java.util.ArrayList;
import java.util.List;

/// Divides rows of a join by hash: build rows that aren't divided yet, and regions that are too large to be joined at
/// once, by further bits. Owns what it makes until it is closed. Safe for use by many threads.
final class RegionDivision implements AutoCloseable {
    private static final int SCAN_ROWS = 1024;

    private final JoinBuild build;
    private final DeferredRegions deferred;
    private final int[] keys;
    private final int chunkRows;
    private final List<RowCollection> made = new ArrayList<>();

    /// @param keys the places of the keys in the probe's chunks
    RegionDivision(JoinBuild build, DeferredRegions deferred, int[] keys, int chunkRows) {
        this.build = build;
        this.deferred = deferred;
        this.keys = keys;
        this.chunkRows = chunkRows;
    }

    /// Moves a partition's build rows to where their hashes' next bits say.
    ///
    /// @param level which bits
    static void divideBuild(
            RowCollection from, int partition, RowCollection to, int level, CancellationToken cancellation) {
        RowReader reader = new RowReader(from.layout(), SCAN_ROWS);
        int[] places = ascending(from.layout().columnCount());
        int[] rows = ascending(SCAN_ROWS);
        int[] partitions = new int[SCAN_ROWS];
        long[] addresses = new long[SCAN_ROWS];
        long[] hashes = new long[SCAN_ROWS];
        try (RowScan scan = from.drain(partition)) {
            for (int count = scan.next(addresses, SCAN_ROWS); count > 0; count = scan.next(addresses, SCAN_ROWS)) {
                cancellation.check();
                RowHeaders.longs(from.pages(), addresses, JoinLayout.LINK_OFFSET, count, hashes);
                JoinPartitions.assign(hashes, rows, count, level, partitions);
                long[] moved = to.append(reader.read(from, addresses, count), places, rows, count, partitions);
                RowHeaders.putLongs(to.pages(), moved, JoinLayout.LINK_OFFSET, hashes, rows, count);
                RowHeaders.putBytes(to.pages(), moved, JoinLayout.MATCHED_OFFSET, (byte) 0, count);
                to.parkFilled();
            }
        }
    }

    private static int[] ascending(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    /// Divides a region's rows, which are given back as it goes.
    ///
    /// @return its parts that have rows
    List<JoinRegion> divide(JoinRegion region, CancellationToken cancellation) {
        RowCollection buildRows = own(build.newRows());
        RowCollection probeRows = own(deferred.newProbeRows());
        int level = region.level() + 1;
        divideBuild(region.build(), region.partition(), buildRows, level, cancellation);
        for (RowCollection rows : region.probe()) {
            divideProbe(rows, region.partition(), probeRows, level, cancellation);
        }
        buildRows.parkAll();
        probeRows.parkAll();
        long nullRow = region.nullRow() < 0 ? -1 : build.appendNullRow(buildRows);
        List<JoinRegion> parts = new ArrayList<>();
        long buildRowCount = buildRows.rowCount();
        for (int partition = JoinPartitions.FIRST_REGION; partition < JoinPartitions.COUNT; partition++) {
            if (buildRows.rowCount(partition) + probeRows.rowCount(partition) > 0) {
                // Rows that stay together are likely of one key.
                int reached = buildRows.rowCount(partition) == buildRowCount ? JoinPartitions.LEVELS_MAX : level;
                parts.add(new JoinRegion(buildRows, partition, nullRow, List.of(probeRows), reached));
            }
        }
        return parts;
    }

    private synchronized RowCollection own(RowCollection rows) {
        made.add(rows);
        return rows;
    }

    private void divideProbe(
            RowCollection from, int partition, RowCollection to, int level, CancellationToken cancellation) {
        ProbeRowReader reader = new ProbeRowReader(deferred, build.layout(), chunkRows);
        VectorHash hash = new VectorHash(keys);
        int[] rows = ascending(chunkRows);
        int[] partitions = new int[chunkRows];
        long[] addresses = new long[chunkRows];
        try (RowScan scan = from.drain(partition)) {
            for (int count = scan.next(addresses, chunkRows); count > 0; count = scan.next(addresses, chunkRows)) {
                cancellation.check();
                Chunk chunk = reader.read(from, addresses, count);
                JoinPartitions.assign(hash.hash(chunk, rows, count), rows, count, level, partitions);
                to.append(chunk, deferred.probePlaces(), rows, count, partitions);
            }
        }
    }

    @Override
    public synchronized void close() {
        made.forEach(RowCollection::close);
        made.clear();
    }
}
