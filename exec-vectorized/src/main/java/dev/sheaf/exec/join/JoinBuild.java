// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowScan;
import org.jspecify.annotations.Nullable;

/// What a join's build side hands to its probe side: the rows, and what is known of them. Filled by the build sink's
/// drivers, read-only once it is complete, but for the flags of matched rows, which any thread may set.
final class JoinBuild implements AutoCloseable {
    private static final int SCAN_ROWS = 1024;

    private final JoinLayout layout;
    private final MemoryContext memory;
    private final RowCollection rows;
    private final WaitList waiting = new WaitList();
    private @Nullable JoinTable table;
    private @Nullable JoinFilter filter;
    private long[] regionRows = {};
    private long rowCount;
    private long joinableCount;
    private boolean nullKeys;
    private long nullRow = -1;
    private volatile boolean complete;

    JoinBuild(JoinLayout layout, MemoryContext memory) {
        this.layout = layout;
        this.memory = memory;
        this.rows = new RowCollection(layout.rows(), memory, JoinPartitions.COUNT);
    }

    JoinLayout layout() {
        return layout;
    }

    MemoryContext memory() {
        return memory;
    }

    RowCollection rows() {
        return rows;
    }

    /// Takes over a driver's rows.
    ///
    /// @param taken how many rows the driver has met, kept or not
    synchronized void absorb(RowCollection driverRows, long taken, boolean metNullKeys) {
        rows.absorb(driverRows);
        rowCount += taken;
        nullKeys |= metNullKeys;
        joinableCount = rows.rowCount() - rows.rowCount(JoinPartitions.UNJOINABLE);
    }

    /// Makes the table, its slots undefined.
    ///
    /// @return whether the rows are partitioned; if so each region is filled by [#fillRegion], and in any case
    ///     [#completeTable] does the rest
    boolean createTable() {
        regionRows = new long[0];
        if (joinableCount > rows.rowCount(JoinPartitions.UNPARTITIONED)) {
            regionRows = countRegions();
        }
        table = new JoinTable(rows, joinableCount, regionRows, layout.keyCount(), memory);
        if (regionRows.length > 0) {
            filter = new JoinFilter(joinableCount, memory);
        }
        return regionRows.length > 0;
    }

    private long[] countRegions() {
        long[] counts = new long[JoinPartitions.REGIONS];
        for (int region = 0; region < counts.length; region++) {
            counts[region] = rows.rowCount(JoinPartitions.FIRST_REGION + region);
        }
        RowScan scan = rows.scan(JoinPartitions.UNPARTITIONED);
        long[] addresses = new long[SCAN_ROWS];
        long[] hashes = new long[SCAN_ROWS];
        for (int count = scan.next(addresses, SCAN_ROWS); count > 0; count = scan.next(addresses, SCAN_ROWS)) {
            RowHeaders.longs(rows.pages(), addresses, JoinLayout.LINK_OFFSET, count, hashes);
            for (int i = 0; i < count; i++) {
                counts[JoinPartitions.region(hashes[i])]++;
            }
        }
        return counts;
    }

    /// Empties a region of the table and puts its partition's rows in.
    void fillRegion(int region, CancellationToken cancellation) {
        table().clear(region);
        if (filter != null) {
            filter.clear(region);
        }
        insert(rows.scan(JoinPartitions.FIRST_REGION + region), cancellation);
    }

    private void insert(RowScan scan, CancellationToken cancellation) {
        long[] addresses = new long[SCAN_ROWS];
        long[] hashes = new long[SCAN_ROWS];
        for (int count = scan.next(addresses, SCAN_ROWS); count > 0; count = scan.next(addresses, SCAN_ROWS)) {
            cancellation.check();
            RowHeaders.longs(rows.pages(), addresses, JoinLayout.LINK_OFFSET, count, hashes);
            if (filter != null) {
                filter.add(hashes, count);
            }
            table().insert(addresses, count, hashes);
        }
    }

    /// Puts the unpartitioned rows in and lets the probe side begin.
    void completeTable() {
        if (regionRows.length == 0) {
            table().clear();
        }
        // A few ten thousand rows a driver at most, so nobody needs to be asked whether to go on.
        insert(rows.scan(JoinPartitions.UNPARTITIONED), new CancellationToken());
        complete();
    }

    /// Lets the probe side begin.
    void complete() {
        if (layout.type().keepsProbeRows()) {
            nullRow = appendNullRow();
        }
        complete = true;
        waiting.wakeAll();
    }

    /// A row of nulls, marked as matched so that it never comes out by itself.
    private long appendNullRow() {
        Chunk chunk = new Chunk(layout.buildSchema()).start(1);
        for (int place : layout.buildPlaces()) {
            FlatVector vector = FlatVector.allocate(layout.buildSchema().type(place), 1);
            vector.setNull(0);
            chunk.set(place, new ConstantVector(vector));
        }
        int[] unjoinable = {JoinPartitions.UNJOINABLE};
        long address = rows.append(chunk, layout.buildPlaces(), null, 1, unjoinable)[0];
        RowHeaders.putByte(rows.pages(), address, JoinLayout.MATCHED_OFFSET, (byte) 1);
        return address;
    }

    /// Whether the probe side must wait; if so, the waker is woken when it needn't any more.
    boolean blocked(Waker waker) {
        if (complete) {
            return false;
        }
        waiting.add(waker);
        return !complete;
    }

    /// Whether the probe side may begin.
    boolean isComplete() {
        return complete;
    }

    JoinTable table() {
        if (table == null) {
            throw new IllegalStateException("the build side is not complete");
        }
        return table;
    }

    /// Says early which keys can't have a match; null for a small build side, whose table is quick to look at.
    @Nullable JoinFilter filter() {
        return filter;
    }

    /// How many rows the build side gave, kept or not.
    long rowCount() {
        return rowCount;
    }

    /// Whether some build row has a null key.
    boolean nullKeys() {
        return nullKeys;
    }

    /// Whether no probe row can find a match.
    boolean empty() {
        return joinableCount == 0;
    }

    /// The address of a row of nulls, if unmatched probe rows come out.
    long nullRow() {
        return nullRow;
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
        if (filter != null) {
            filter.close();
        }
        rows.close();
    }
}
