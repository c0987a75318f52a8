// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.exec.row.RowCollection;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sorted runs of all drivers and their merge. The merge is cut into ranges of the order, by splitters drawn from
/// the runs, that are merged independently on any number of threads; the ranges one after another are the whole order.
final class SortedRuns implements AutoCloseable {
    static final int RANGE_ROWS = 1 << 16;
    private static final int SAMPLES_PER_RANGE = 16;

    private final RowOrder order;
    private final MemoryContext memory;
    private final int rangeRows;
    /// The merge compares no more rows at once than a range has.
    private final CancellationToken uncancelled = new CancellationToken();
    private final @Nullable ParkedRuns parked;
    private boolean external;
    private @Nullable RowCollection rows;
    private final List<LongPairs> runs = new ArrayList<>();
    private int[][] cuts = {};
    private LongPairs[] ranges = {};

    /// @param rangeRows about how many rows a range has
    /// @param parked where runs go when memory gets short; null if they are to stay
    SortedRuns(RowOrder order, int rangeRows, MemoryContext memory, @Nullable ParkedRuns parked) {
        this.parked = parked;
        this.order = order;
        this.rangeRows = rangeRows;
        this.memory = memory;
    }

    /// Parks a driver's rows: from now on all runs are merged from parked pages.
    void park(SortBuffer buffer) {
        ParkedRuns target = parked;
        if (target == null) {
            throw new IllegalStateException("these rows are to stay in memory");
        }
        synchronized (this) {
            external = true;
        }
        buffer.moveTo(target);
    }

    /// Where the rows of all runs are when the sink is complete, if not in memory.
    synchronized @Nullable ParkedRuns external() {
        return external ? parked : null;
    }

    /// Takes over a driver's rows and runs.
    synchronized void add(SortBuffer buffer) {
        if (rows == null) {
            rows = new RowCollection(order.layout(), memory);
        }
        long by = rows.absorb(buffer.rows());
        buffer.runs().forEach(run -> run.moveAddresses(by));
        runs.addAll(buffer.runs());
        buffer.runs().clear();
    }

    /// The rows of all runs; null when there are none.
    @Nullable RowCollection rows() {
        return rows;
    }

    /// Divides the merge.
    ///
    /// @return how many ranges are to be merged, or runs to be parked; 0 when there is nothing to do
    int prepareMerge() {
        RowCollection all = rows;
        if (external() != null) {
            return runs.size();
        }
        if (all == null || runs.size() <= 1) {
            ranges = runs.toArray(LongPairs[]::new);
            runs.clear();
            return 0;
        }
        int rangeCount = (int) Math.max(1, all.rowCount() / rangeRows);
        cuts = new int[rangeCount + 1][runs.size()];
        RowSorter sorter = order.newSorter(uncancelled);
        try (LongPairs splitters = new LongPairs(memory)) {
            chooseSplitters(rangeCount, all.pages(), splitters);
            for (int run = 0; run < runs.size(); run++) {
                for (int range = 1; range < rangeCount; range++) {
                    cuts[range][run] = lowerBound(sorter, all.pages(), runs.get(run), splitters, range - 1);
                }
                cuts[rangeCount][run] = runs.get(run).count();
            }
        }
        ranges = new LongPairs[rangeCount];
        for (int i = 0; i < rangeCount; i++) {
            ranges[i] = new LongPairs(memory);
        }
        return rangeCount;
    }

    /// Draws samples from all runs, sorts them, and keeps those at even distances.
    private void chooseSplitters(int rangeCount, MemorySegment[] pages, LongPairs samples) {
        long total = runs.stream().mapToLong(LongPairs::count).sum();
        long step = Math.max(1, total / ((long) rangeCount * SAMPLES_PER_RANGE));
        for (LongPairs run : runs) {
            for (long i = step / 2; i < run.count(); i += step) {
                int at = samples.count();
                samples.ensureCapacity(at + 1, Integer.MAX_VALUE);
                samples.keys()[at] = run.keys()[(int) i];
                samples.addresses()[at] = run.addresses()[(int) i];
                samples.setCount(at + 1);
            }
        }
        int count = samples.count();
        try (LongPairs scratch = new LongPairs(memory)) {
            scratch.ensureCapacity(count, count);
            order.newSorter(uncancelled).sort(
                    pages, samples.keys(), samples.addresses(), scratch.keys(), scratch.addresses(), 0, count);
        }
        for (int i = 1; i < rangeCount; i++) {
            int chosen = (int) ((long) i * count / rangeCount);
            samples.keys()[i - 1] = samples.keys()[chosen];
            samples.addresses()[i - 1] = samples.addresses()[chosen];
        }
    }

    private static int lowerBound(
            RowSorter sorter, MemorySegment[] pages, LongPairs run, LongPairs splitters, int splitter) {
        long key = splitters.keys()[splitter];
        long address = splitters.addresses()[splitter];
        int low = 0;
        int high = run.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorter.compare(pages, run.keys()[middle], run.addresses()[middle], key, address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Merges one range, or parks a run. Several threads may take different ones.
    void merge(int range, CancellationToken cancellation) {
        RowCollection all = rows;
        if (all == null) {
            throw new IllegalStateException("nothing to merge");
        }
        ParkedRuns target = external();
        if (target != null) {
            target.add(order, all, runs.get(range), cancellation);
            return;
        }
        RunMerger merger = new RunMerger(order.newSorter(uncancelled), all.pages(), memory);
        merger.merge(runs, cuts[range], cuts[range + 1], ranges[range]);
    }

    /// The merge is done: gives back the runs.
    void completeMerge() {
        runs.forEach(LongPairs::close);
        runs.clear();
        if (external() != null && rows != null) {
            rows.close();
            rows = null;
        }
    }

    /// The pieces of the whole order, in order, once it is complete.
    LongPairs[] pieces() {
        return ranges;
    }

    @Override
    public synchronized void close() {
        completeMerge();
        for (LongPairs range : ranges) {
            range.close();
        }
        ranges = new LongPairs[0];
        if (rows != null) {
            rows.close();
            rows = null;
        }
        if (parked != null) {
            parked.close();
        }
    }
}
