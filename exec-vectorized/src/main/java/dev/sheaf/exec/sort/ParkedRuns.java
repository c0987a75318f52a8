// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowReader;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Sorted runs whose rows lie in their order in parked pages, so that a sort may be larger than memory: of each run
/// that is merged only the page that is being read needs to be there (external merge sort: Knuth, TAOCP volume 3, 5.4).
///
/// Runs may be added by several threads; merging begins when all are there, on one.
final class ParkedRuns implements AutoCloseable {
    private static final int COPY_ROWS = 1024;
    /// The pages that a merge holds may take so many-th of what there is.
    private static final int MERGED_SHARE = 4;
    private static final int FAN_IN_MIN = 2;
    private static final int FAN_IN_MAX = 256;

    private final RowOrder order;
    private final MemoryContext memory;
    private final Spill spill;
    private final RowCollection rows;
    /// By run, the numbers of its pages.
    private final List<int[]> runs = new ArrayList<>();

    ParkedRuns(Schema schema, List<SortKey> keys, MemoryContext memory, Spill spill) {
        this.order = new RowOrder(schema, keys, true);
        this.memory = memory;
        this.spill = spill;
        this.rows = new RowCollection(order.layout(), memory, 1, spill);
    }

    /// How the rows lie: all words of the key in the header.
    RowOrder order() {
        return order;
    }

    /// The rows of all runs.
    RowCollection rows() {
        return rows;
    }

    /// Copies a run, in its order.
    ///
    /// @param from the order by which it is sorted: the same, without the first word in the rows
    void add(RowOrder from, RowCollection source, LongPairs sorted, CancellationToken cancellation) {
        order.note(from);
        try (RowCollection run = newRun()) {
            RowReader reader = new RowReader(from.layout(), COPY_ROWS);
            Copy copy = new Copy(run);
            for (int start = 0; start < sorted.count(); start += COPY_ROWS) {
                cancellation.check();
                int count = Math.min(COPY_ROWS, sorted.count() - start);
                System.arraycopy(sorted.addresses(), start, copy.addresses, 0, count);
                for (int word = 1; word < copy.words.length; word++) {
                    RowHeaders.longs(
                            source.pages(), copy.addresses, (int) from.wordOffset(word), count, copy.words[word]);
                }
                System.arraycopy(sorted.keys(), start, copy.words[0], 0, count);
                copy.append(reader.read(source, copy.addresses, count), count);
            }
            take(run);
        }
    }

    private RowCollection newRun() {
        RowCollection run = new RowCollection(order.layout(), memory, 1, spill);
        run.parkFullOnRequest();
        return run;
    }

    private synchronized void take(RowCollection run) {
        run.parkAll();
        int base = rows.pageCount();
        rows.absorb(run);
        runs.add(IntStream.range(base, rows.pageCount()).toArray());
    }

    /// Begins to merge all runs; merges some of them into longer ones first if they are too many to be held at once.
    RunMerge merge(CancellationToken cancellation) {
        int fanIn = Math.clamp(
                memory.availableBytes() / MERGED_SHARE / (2 * RowCollection.PAGE_BYTES_MAX), FAN_IN_MIN, FAN_IN_MAX);
        while (runs.size() > fanIn) {
            // As few as needed in the first round, so that all later ones are full.
            int excess = runs.size() - fanIn;
            mergeFirst(Math.min(fanIn, excess + 1), cancellation);
        }
        return new RunMerge(order, rows, runs);
    }

    private void mergeFirst(int count, CancellationToken cancellation) {
        List<int[]> first = List.copyOf(runs.subList(0, count));
        try (RunMerge merge = new RunMerge(order, rows, first);
                RowCollection run = newRun()) {
            RowReader reader = new RowReader(order.layout(), COPY_ROWS);
            Copy copy = new Copy(run);
            for (int rowCount = merge.next(copy.addresses, COPY_ROWS);
                    rowCount > 0;
                    rowCount = merge.next(copy.addresses, COPY_ROWS)) {
                cancellation.check();
                for (int word = 0; word < copy.words.length; word++) {
                    RowHeaders.longs(
                            rows.pages(), copy.addresses, (int) order.wordOffset(word), rowCount, copy.words[word]);
                }
                copy.append(reader.read(rows, copy.addresses, rowCount), rowCount);
            }
            runs.subList(0, count).clear();
            take(run);
        }
    }

    @Override
    public void close() {
        rows.close();
    }

    /// Writes rows and the words of their keys to a run.
    private final class Copy {
        private final RowCollection run;
        private final long[] addresses = new long[COPY_ROWS];
        private final long[][] words = new long[order.wordCount()][COPY_ROWS];
        private final int[] places = new int[order.layout().columnCount()];

        Copy(RowCollection run) {
            this.run = run;
            for (int i = 0; i < places.length; i++) {
                places[i] = i;
            }
        }

        void append(Chunk chunk, int count) {
            long[] copied = run.append(chunk, places, null, count);
            for (int word = 0; word < words.length; word++) {
                RowHeaders.putLongs(run.pages(), copied, (int) order.wordOffset(word), words[word], null, count);
            }
            run.parkFilled();
        }
    }
}
