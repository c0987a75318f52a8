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
import dev.sheaf.exec.spill.Spill;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a join's build side hands to its probe side: the rows, and what is known of them. Filled by the build sink's
/// drivers, read-only once it is complete, but for the flags of matched rows, which any thread may set.
final class JoinBuild implements AutoCloseable {
    private static final int SCAN_ROWS = 1024;

    private final JoinLayout layout;
    private final MemoryContext memory;
    private final Spill spill;
    private final RowCollection rows;
    private final boolean ownsRows;
    private final WaitList waiting = new WaitList();
    private final KeyBounds[] bounds;
    private final KeyBounds[] values;
    private final JoinIndex index;
    private @Nullable DeferredRegions deferred;
    private boolean partitioned;
    private long rowCount;
    private long joinableCount;
    private boolean nullKeys;
    private long nullRow = -1;
    private volatile boolean complete;

    /// @param spill where parked rows go when memory is needed
    JoinBuild(JoinLayout layout, MemoryContext memory, Spill spill) {
        this(layout, memory, spill, new RowCollection(layout.rows(), memory, JoinPartitions.COUNT, spill), true);
    }

    private JoinBuild(JoinLayout layout, MemoryContext memory, Spill spill, RowCollection rows, boolean ownsRows) {
        this.layout = layout;
        this.memory = memory;
        this.spill = spill;
        this.rows = rows;
        this.ownsRows = ownsRows;
        this.bounds = new KeyBounds[layout.keyCount()];
        Arrays.setAll(bounds, _ -> new KeyBounds());
        this.values = new KeyBounds[layout.rows().columnCount()];
        Arrays.setAll(values, _ -> new KeyBounds());
        this.index = new JoinIndex(layout, memory, rows, bounds, values);
    }

    /// The build side of one region that was deferred, complete: its rows are brought into memory and put into a table.
    ///
    /// @throws dev.sheaf.core.error.SheafException OUT_OF_MEMORY when there is no room; the region is as it was then
    static JoinBuild ofRegion(JoinBuild whole, JoinRegion region, CancellationToken cancellation) {
        JoinBuild part = new JoinBuild(whole.layout, whole.memory, whole.spill, region.build(), false);
        part.rowCount = whole.rowCount;
        part.nullKeys = whole.nullKeys;
        part.nullRow = region.nullRow();
        part.joinableCount = region.buildRowCount();
        part.rows.pin(region.partition());
        boolean done = false;
        try {
            part.index.createFor(region.partition(), cancellation);
            part.complete = true;
            done = true;
        } finally {
            if (!done) {
                part.close();
                part.rows.park(region.partition());
            }
        }
        return part;
    }

    JoinLayout layout() {
        return layout;
    }

    Spill spill() {
        return spill;
    }

    /// Room for a driver's rows, whose pages are parked when they are full.
    RowCollection newRows() {
        RowCollection driverRows = new RowCollection(layout.rows(), memory, JoinPartitions.COUNT, spill);
        driverRows.parkFullOnRequest();
        return driverRows;
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
    /// @param keyBounds by key, the bounds of the joinable rows
    /// @param valueBounds by column of the rows, the bounds of its numbers
    synchronized void absorb(
            RowCollection driverRows,
            long taken,
            boolean metNullKeys,
            KeyBounds[] keyBounds,
            KeyBounds[] valueBounds) {
        for (int i = 0; i < bounds.length; i++) {
            bounds[i].merge(keyBounds[i]);
        }
        for (int i = 0; i < valueBounds.length; i++) {
            values[i].merge(valueBounds[i]);
        }
        rows.absorb(driverRows);
        rowCount += taken;
        nullKeys |= metNullKeys;
        joinableCount = rows.rowCount() - rows.rowCount(JoinPartitions.UNJOINABLE);
    }

    /// Creates the index, over the rows that stay in memory.
    ///
    /// @return whether the rows are partitioned; if so each region is filled by [#fillRegion], and in any case
    ///     [#completeTable] does the rest
    boolean createTable() {
        partitioned = joinableCount > rows.rowCount(JoinPartitions.UNPARTITIONED);
        if (spill.enabled() && !index.existenceOnly(joinableCount)) {
            deferred = DeferredRegions.choose(this, joinableCount);
        }
        if (deferred == null) {
            index.create(joinableCount, partitioned ? countRegions() : new long[0]);
        } else {
            partitioned = true;
            createFor(deferred);
        }
        return partitioned;
    }

    private void createFor(DeferredRegions others) {
        long resident = 0;
        long[] regionRows = new long[JoinPartitions.REGIONS];
        for (int region = 0; region < regionRows.length; region++) {
            regionRows[region] = others.contains(region) ? 0 : rows.rowCount(JoinPartitions.FIRST_REGION + region);
            resident += regionRows[region];
        }
        index.createForRegions(resident, regionRows);
    }

    /// Divides the rows among the regions that haven't been so far.
    void partitionAll() {
        try (RowCollection divided = newRows()) {
            // A few ten thousand rows a driver at most, so nobody needs to be asked whether to go on.
            RegionDivision.divideBuild(rows, JoinPartitions.UNPARTITIONED, divided, 1, new CancellationToken());
            divided.parkAll();
            rows.absorb(divided);
        }
    }

    /// The regions whose rows are not in memory; null when all are.
    @Nullable DeferredRegions deferred() {
        return deferred;
    }

    /// The pages of the rows that were probed and of those that can't match.
    int[] residentPages() {
        DeferredRegions others = deferred;
        if (others == null) {
            return IntStream.range(0, rows.pageCount()).toArray();
        }
        IntStream pages = Arrays.stream(rows.pageNumbers(JoinPartitions.UNJOINABLE));
        for (int region = 0; region < JoinPartitions.REGIONS; region++) {
            if (!others.contains(region)) {
                pages = IntStream.concat(
                        pages, Arrays.stream(rows.pageNumbers(JoinPartitions.FIRST_REGION + region)));
            }
        }
        return pages.toArray();
    }

    /// Gives back what only probing needs, when that has ended, to make room for the regions that were deferred.
    void releaseResident() {
        DeferredRegions others = deferred;
        if (others == null) {
            return;
        }
        for (int region = 0; region < JoinPartitions.REGIONS; region++) {
            if (!others.contains(region)) {
                rows.releasePartition(JoinPartitions.FIRST_REGION + region);
            }
        }
        index.close();
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

    /// Puts a region's rows in.
    void fillRegion(int region, CancellationToken cancellation) {
        if (deferred == null || !deferred.contains(region)) {
            index.fillRegion(region, cancellation);
        }
    }

    /// Puts the unpartitioned rows in and lets the probe side begin.
    void completeTable() {
        if (deferred == null) {
            index.complete(partitioned);
        }
        complete();
    }

    /// Lets the probe side begin.
    void complete() {
        if (layout.type().keepsProbeRows()) {
            DenseRows dense = index.dense();
            nullRow = dense == null ? appendNullRow(rows) : denseNullRow(dense);
        }
        complete = true;
        waiting.wakeAll();
    }

    private static long denseNullRow(DenseRows dense) {
        dense.clearNullPlace();
        return dense.nullPlace();
    }

    /// A row of nulls, marked as matched so that it never comes out by itself.
    long appendNullRow(RowCollection target) {
        Chunk chunk = new Chunk(layout.buildSchema()).start(1);
        for (int place : layout.buildPlaces()) {
            FlatVector vector = FlatVector.allocate(layout.buildSchema().type(place), 1);
            vector.setNull(0);
            chunk.set(place, new ConstantVector(vector));
        }
        int[] unjoinable = {JoinPartitions.UNJOINABLE};
        long address = target.append(chunk, layout.buildPlaces(), null, 1, unjoinable)[0];
        RowHeaders.putByte(target.pages(), address, JoinLayout.MATCHED_OFFSET, (byte) 1);
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

    /// How the rows of a key are found, once the build side is complete.
    JoinIndex index() {
        return index;
    }

    /// The link to the next row of equal keys: 0, or its address plus one.
    long link(long address) {
        return RowHeaders.longAt(rows.pages(), address, JoinLayout.LINK_OFFSET);
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
        index.close();
        if (deferred != null) {
            deferred.close();
        }
        if (ownsRows) {
            rows.close();
        }
    }
}
