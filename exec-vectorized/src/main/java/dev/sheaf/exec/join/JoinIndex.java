// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowScan;
import org.jspecify.annotations.Nullable;

/// How the build rows of a key are found: by a set of the keys where only existence is asked for, by number where the
/// keys are numbers of a narrow range ([DenseRows], or [DirectTable] where keys are repeated), else by hash. Beside
/// that, what tells early that a key is not there.
///
/// Created on one thread, filled by several, region by region, read-only when it is complete.
final class JoinIndex implements AutoCloseable {
    private final JoinLayout layout;
    private final MemoryContext memory;
    private final RowCollection rows;
    private final KeyBounds[] bounds;
    private final KeyBounds[] values;
    private final @Nullable KeySet[] sets;
    private final int[] wantedParts;
    private final boolean[] linked = new boolean[JoinPartitions.COUNT];
    private final InsertScratch.Pool scratches;
    private long rowCount;
    private @Nullable JoinTable table;
    private @Nullable DirectTable direct;
    private @Nullable DenseRows dense;
    private @Nullable JoinFilter filter;

    /// @param rows the build side's; those that are put in must be in memory, unless only a set is made
    /// @param bounds by key, known when anything is created
    /// @param values by column of the rows, the bounds of its numbers, known likewise
    JoinIndex(
            JoinLayout layout,
            MemoryContext memory,
            RowCollection rows,
            KeyBounds[] bounds,
            KeyBounds[] values) {
        this.values = values;
        this.layout = layout;
        this.memory = memory;
        this.rows = rows;
        this.bounds = bounds;
        this.sets = new KeySet[bounds.length];
        this.wantedParts = new int[bounds.length];
        this.scratches = new InsertScratch.Pool(layout);
    }

    /// Says before the index is created that others than the probe side will ask for the set of a key.
    ///
    /// @param parts how many tasks have such a set, of which each has its part of the values
    void wantSet(int key, int parts) {
        wantedParts[key] = wantedParts[key] == 0 ? parts : Math.min(wantedParts[key], parts);
    }

    /// Whether a set of the only key will answer all that the join asks, so that no row is looked at.
    boolean existenceOnly(long rowCount) {
        return exact(rowCount) && layout.asksForExistence();
    }

    private boolean exact(long rowCount) {
        return bounds.length == 1 && KeySet.pays(bounds[0].span(), rowCount);
    }

    /// Makes what the keys and the type of the join ask for; tables by hash have undefined slots.
    ///
    /// @param regionRows how many rows each region is for; empty for one region for all
    void create(long rowCount, long[] regionRows) {
        this.rowCount = rowCount;
        boolean existence = existenceOnly(rowCount);
        long span = bounds[0].span();
        if (!existence && bounds.length == 1 && DirectTable.pays(span, rowCount)) {
            dense = layout.allowsDenseRows()
                    ? DenseRows.create(bounds[0].min(), span, rowCount, layout.rows(), values, memory)
                    : null;
            direct = dense == null ? new DirectTable(bounds[0].min(), span, memory) : null;
        } else if (!existence) {
            table = new JoinTable(rows, rowCount, regionRows, layout.keyCount(), memory);
            filter = exact(rowCount) ? null : new JoinFilter(rowCount, memory);
        }
        for (int i = 0; i < sets.length; i++) {
            int parts = table != null ? 1 : wantedParts[i];
            if (existence || (parts > 0 && filters(bounds[i].span(), parts * rowCount))) {
                sets[i] = new KeySet(bounds[i].min(), bounds[i].span(), memory);
            }
        }
    }

    /// Makes a table by hash and its filter and nothing else: for a part of the rows, of which the bounds say little.
    ///
    /// @param regionRows how many rows each region is for
    void createForRegions(long rowCount, long[] regionRows) {
        table = new JoinTable(rows, rowCount, regionRows, layout.keyCount(), memory);
        filter = new JoinFilter(rowCount, memory);
    }

    /// Makes and fills a table by hash over one partition.
    void createFor(int partition, CancellationToken cancellation) {
        JoinTable made = new JoinTable(rows, rows.rowCount(partition), new long[0], layout.keyCount(), memory);
        table = made;
        made.clear();
        insert(partition, cancellation);
    }

    /// Whether a set over so many numbers is worth while: small, and not likely to hold most of what is asked for.
    private static boolean filters(long span, long rowCount) {
        return KeySet.pays(span, rowCount) && rowCount < span / 2;
    }

    /// Puts a region's rows in, but for those that aren't partitioned.
    void fillRegion(int region, CancellationToken cancellation) {
        if (table != null) {
            table.clear(region);
        }
        if (filter != null) {
            filter.clear(region);
        }
        int partition = JoinPartitions.FIRST_REGION + region;
        insert(partition, cancellation);
        if (dense != null && !dense.unique()) {
            link(partition, cancellation);
        }
    }

    /// Puts the unpartitioned rows in, when all regions are filled.
    ///
    /// @param partitioned whether there are any
    void complete(boolean partitioned) {
        if (table != null && !partitioned) {
            table.clear();
        }
        if (filter != null && !partitioned) {
            filter.clear();
        }
        // A few ten thousand rows a driver at most, so nobody needs to be asked whether to go on.
        insert(JoinPartitions.UNPARTITIONED, new CancellationToken());
        if (dense != null && !dense.unique()) {
            linkAll(dense);
        }
        scratches.clear();
    }

    private void insert(int partition, CancellationToken cancellation) {
        if (rows.rowCount(partition) == 0) {
            return;
        }
        InsertScratch scratch = scratches.borrow();
        try (RowScan scan = rows.scan(partition)) {
            long[] addresses = scratch.addresses;
            for (int count = scan.next(addresses, InsertScratch.ROWS);
                    count > 0;
                    count = scan.next(addresses, InsertScratch.ROWS)) {
                cancellation.check();
                insert(scratch, count);
            }
        } finally {
            scratches.giveBack(scratch);
        }
    }

    private void insert(InsertScratch scratch, int count) {
        long[] addresses = scratch.addresses;
        FlatVector[] keys = scratch.keys;
        addToSets(addresses, count, keys);
        if (dense != null) {
            scratch.writer(dense, rows).add(addresses, count);
        } else if (direct != null) {
            rows.gather(0, addresses, null, count, keys[0]);
            direct.insert(rows.pages(), addresses, keys[0], count);
        }
        if (table != null) {
            RowHeaders.longs(rows.pages(), addresses, JoinLayout.LINK_OFFSET, count, scratch.hashes);
            if (filter != null) {
                filter.add(scratch.hashes, count);
            }
            table.insert(addresses, count, scratch.hashes);
        }
    }

    private void addToSets(long[] addresses, int count, FlatVector[] keys) {
        for (int i = 0; i < sets.length; i++) {
            KeySet set = sets[i];
            if (set != null) {
                rows.gather(i, addresses, null, count, keys[i]);
                set.add(keys[i], count);
            }
        }
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
        InsertScratch scratch = scratches.borrow();
        FlatVector keys = scratch.keys[0];
        long[] addresses = scratch.addresses;
        try (RowScan scan = rows.scan(partition)) {
            for (int count = scan.next(addresses, InsertScratch.ROWS);
                    count > 0;
                    count = scan.next(addresses, InsertScratch.ROWS)) {
                cancellation.check();
                rows.gather(0, addresses, null, count, keys);
                links.insert(rows.pages(), addresses, keys, count);
            }
        } finally {
            scratches.giveBack(scratch);
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

    /// Says early which keys can't have a match; null where a set or the table itself says it at once.
    @Nullable JoinFilter filter() {
        return filter;
    }

    /// The set of a key if it is worth telling other tasks of.
    @Nullable KeySet neededSet(int key) {
        return wantedParts[key] > 0 && filters(bounds[key].span(), wantedParts[key] * rowCount) ? sets[key] : null;
    }

    /// Which values occur in a key column; null where they are no numbers or too far apart.
    @Nullable KeySet set(int key) {
        return sets[key];
    }

    /// What tells most cheaply which values of a key can have a match; null where the keys are no numbers.
    @Nullable KeyCheck check(int key) {
        KeySet set = sets[key];
        return set != null ? set : range(key);
    }

    /// Between which numbers a key lies; null where it is no number.
    @Nullable KeyRange range(int key) {
        return bounds[key].range();
    }

    /// Whether the set of the only key tells all that the probe side wants to know.
    boolean setSuffices() {
        return bounds.length == 1 && sets[0] != null && !layout.readsBuildRows() && !hasDuplicates();
    }

    /// Whether some key has several rows, as far as that matters to the join.
    boolean hasDuplicates() {
        return direct != null ? direct.hasDuplicates() : table != null && table.hasDuplicates();
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

    /// May be called twice.
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
    }
}
