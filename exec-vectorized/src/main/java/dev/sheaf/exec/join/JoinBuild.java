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
    private final @Nullable KeySet[] sets;
    private final boolean[] setsWanted;
    private @Nullable JoinTable table;
    private @Nullable DirectTable direct;
    private @Nullable DenseRows dense;
    private final boolean[] linked = new boolean[JoinPartitions.COUNT];
    private @Nullable JoinFilter filter;
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
        this.sets = new KeySet[layout.keyCount()];
        this.setsWanted = new boolean[layout.keyCount()];
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
            JoinTable ofPart = new JoinTable(
                    part.rows, part.joinableCount, new long[0], whole.layout.keyCount(), whole.memory);
            part.table = ofPart;
            ofPart.clear();
            part.insert(part.rows.scan(region.partition()), null, cancellation);
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

    /// Says before the table is made that others than the probe side will ask for the set of a key.
    void wantSet(int key) {
        setsWanted[key] = true;
    }

    /// Takes over a driver's rows.
    ///
    /// @param taken how many rows the driver has met, kept or not
    /// @param keyBounds by key, the bounds of the joinable rows
    synchronized void absorb(RowCollection driverRows, long taken, boolean metNullKeys, KeyBounds[] keyBounds) {
        for (int i = 0; i < bounds.length; i++) {
            bounds[i].merge(keyBounds[i]);
        }
        rows.absorb(driverRows);
        rowCount += taken;
        nullKeys |= metNullKeys;
        joinableCount = rows.rowCount() - rows.rowCount(JoinPartitions.UNJOINABLE);
    }

    /// Makes what the keys and the type of the join ask for: a set of the keys where only existence is asked for, a
    /// table by number, or one by hash, its slots undefined; and what tells early that a key is not there.
    ///
    /// @return whether the rows are partitioned; if so each region is filled by [#fillRegion], and in any case
    ///     [#completeTable] does the rest
    boolean createTable() {
        partitioned = joinableCount > rows.rowCount(JoinPartitions.UNPARTITIONED);
        boolean oneKey = bounds.length == 1;
        long span = bounds[0].span();
        boolean exact = oneKey && KeySet.pays(span, joinableCount);
        boolean existence = exact && layout.asksForExistence();
        deferred = existence || !spill.enabled() ? null : DeferredRegions.choose(this, joinableCount);
        if (deferred != null) {
            createTable(deferred);
            return true;
        }
        if (!existence && oneKey && DirectTable.pays(span, joinableCount)) {
            dense = layout.allowsDenseRows() ? DenseRows.create(bounds[0].min(), span, layout.rows(), memory) : null;
            direct = dense == null ? new DirectTable(bounds[0].min(), span, memory) : null;
        } else if (!existence) {
            long[] regionRows = partitioned ? countRegions() : new long[0];
            table = new JoinTable(rows, joinableCount, regionRows, layout.keyCount(), memory);
            filter = exact ? null : new JoinFilter(joinableCount, memory);
        }
        for (int i = 0; i < sets.length; i++) {
            if (existence || ((table != null || setsWanted[i]) && filters(bounds[i].span()))) {
                sets[i] = new KeySet(bounds[i].min(), bounds[i].span(), memory);
            }
        }
        return partitioned;
    }

    /// Makes the table of the regions that are in memory.
    private void createTable(DeferredRegions others) {
        partitioned = true;
        long resident = 0;
        long[] regionRows = new long[JoinPartitions.REGIONS];
        for (int region = 0; region < regionRows.length; region++) {
            regionRows[region] = others.contains(region) ? 0 : rows.rowCount(JoinPartitions.FIRST_REGION + region);
            resident += regionRows[region];
        }
        table = new JoinTable(rows, resident, regionRows, layout.keyCount(), memory);
        filter = new JoinFilter(resident, memory);
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
        if (table != null) {
            table.close();
        }
        if (filter != null) {
            filter.close();
        }
    }

    /// Whether a set over so many numbers is worth while: small, and not likely to hold most of what is asked for.
    private boolean filters(long span) {
        return KeySet.pays(span, joinableCount) && joinableCount < span / 2;
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

    /// Puts a partition's rows in.
    void fillRegion(int region, CancellationToken cancellation) {
        if (deferred != null && deferred.contains(region)) {
            return;
        }
        if (table != null) {
            table.clear(region);
        }
        if (filter != null) {
            filter.clear(region);
        }
        insert(rows.scan(JoinPartitions.FIRST_REGION + region), dense, cancellation);
        if (dense != null && !dense.unique()) {
            link(JoinPartitions.FIRST_REGION + region, cancellation);
        }
    }

    private void insert(RowScan scan, @Nullable DenseRows copy, CancellationToken cancellation) {
        long[] addresses = new long[SCAN_ROWS];
        long[] hashes = new long[SCAN_ROWS];
        FlatVector[] keys = keyVectors();
        DenseRows.Writer writer = copy == null ? null : copy.writer(rows, SCAN_ROWS);
        for (int count = scan.next(addresses, SCAN_ROWS); count > 0; count = scan.next(addresses, SCAN_ROWS)) {
            cancellation.check();
            for (int i = 0; i < sets.length; i++) {
                KeySet set = sets[i];
                if (set != null) {
                    rows.gather(i, addresses, null, count, keys[i]);
                    set.add(keys[i], count);
                }
            }
            if (writer != null) {
                writer.add(addresses, count);
            }
            if (copy == null && direct != null) {
                rows.gather(0, addresses, null, count, keys[0]);
                direct.insert(rows.pages(), addresses, keys[0], count);
            }
            if (table != null) {
                RowHeaders.longs(rows.pages(), addresses, JoinLayout.LINK_OFFSET, count, hashes);
                if (filter != null) {
                    filter.add(hashes, count);
                }
                table.insert(addresses, count, hashes);
            }
        }
    }

    private FlatVector[] keyVectors() {
        FlatVector[] keys = new FlatVector[sets.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = FlatVector.allocate(layout.rows().schema().type(i), SCAN_ROWS);
        }
        return keys;
    }

    /// Puts the unpartitioned rows in and lets the probe side begin.
    void completeTable() {
        if (table != null && !partitioned) {
            table.clear();
        }
        if (filter != null && !partitioned) {
            filter.clear();
        }
        if (deferred == null) {
            // A few ten thousand rows a driver at most, so nobody needs to be asked whether to go on.
            insert(rows.scan(JoinPartitions.UNPARTITIONED), dense, new CancellationToken());
        }
        if (dense != null && !dense.unique()) {
            linkAll(dense);
        }
        complete();
    }

    /// Some key is repeated, so rows are linked in a table instead of copied.
    private void linkAll(DenseRows copy) {
        copy.close();
        dense = null;
        for (int partition = 0; partition < JoinPartitions.COUNT; partition++) {
            if (partition != JoinPartitions.UNJOINABLE && !linked[partition]) {
                link(partition, new CancellationToken());
            }
        }
    }

    private void link(int partition, CancellationToken cancellation) {
        DirectTable links = links();
        RowScan scan = rows.scan(partition);
        FlatVector keys = keyVectors()[0];
        long[] addresses = new long[SCAN_ROWS];
        for (int count = scan.next(addresses, SCAN_ROWS); count > 0; count = scan.next(addresses, SCAN_ROWS)) {
            cancellation.check();
            rows.gather(0, addresses, null, count, keys);
            links.insert(rows.pages(), addresses, keys, count);
        }
        linked[partition] = true;
    }

    private synchronized DirectTable links() {
        DirectTable links = direct;
        if (links == null) {
            links = new DirectTable(bounds[0].min(), bounds[0].span(), memory);
            direct = links;
        }
        return links;
    }

    /// Lets the probe side begin.
    void complete() {
        if (layout.type().keepsProbeRows()) {
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

    /// The table by hash.
    JoinTable table() {
        if (table == null) {
            throw new IllegalStateException("the build side has no table of hashes");
        }
        return table;
    }

    /// The table by number, where there is one instead of that by hash.
    @Nullable DirectTable direct() {
        return direct;
    }

    /// The rows by column and number, where there is such a copy; then the addresses of rows are places in it.
    @Nullable DenseRows dense() {
        return dense;
    }

    /// Copies a column of build rows, as [RowCollection#gather].
    void gather(int column, long[] addresses, int @Nullable [] chosen, int count, FlatVector target) {
        DenseRows byNumber = dense;
        if (byNumber == null) {
            rows.gather(column, addresses, chosen, count, target);
        } else {
            byNumber.gather(column, addresses, chosen, count, target, rows.pages(), rows.pageCount());
        }
    }

    /// Says early which keys can't have a match; null where a set or the table itself says it at once.
    @Nullable JoinFilter filter() {
        return filter;
    }

    /// Which values occur in a key column; null where they are no numbers or too far apart.
    @Nullable KeySet set(int key) {
        return sets[key];
    }

    /// Whether the set of the only key tells all that the probe side wants to know.
    boolean setSuffices() {
        return bounds.length == 1 && sets[0] != null && !layout.readsBuildRows() && !hasDuplicates();
    }

    /// Whether some key has several rows, as far as that matters to the join.
    boolean hasDuplicates() {
        return direct != null ? direct.hasDuplicates() : table != null && table.hasDuplicates();
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
        if (table != null) {
            table.close();
        }
        if (direct != null) {
            direct.close();
        }
        if (dense != null) {
            dense.close();
        }
        if (filter != null) {
            filter.close();
        }
        for (KeySet set : sets) {
            if (set != null) {
                set.close();
            }
        }
        if (deferred != null) {
            deferred.close();
        }
        if (ownsRows) {
            rows.close();
        }
    }
}
