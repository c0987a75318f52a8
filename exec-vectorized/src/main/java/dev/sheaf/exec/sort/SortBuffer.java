// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.row.RowAddress;
import dev.sheaf.exec.row.RowCollection;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One driver's rows to be sorted: the rows in row pages, and pairs of key and address that are sorted into runs of up
/// to [#RUN_ROWS], each in a few milliseconds. For one thread.
final class SortBuffer implements AutoCloseable {
    static final int RUN_ROWS = 1 << 20;

    private final RowOrder order;
    private final CancellationToken cancellation;
    private final int runRows;
    private final MemoryContext memory;
    private final RowCollection rows;
    private final KeyEncoder encoder;
    private final RowSorter sorter;
    private final LongPairs scratch;
    private final int[] places;
    private final long[][] words;
    private LongPairs open;
    private final List<LongPairs> runs = new ArrayList<>();

    /// @param runRows how many rows a run has at most
    SortBuffer(RowOrder order, int runRows, MemoryContext memory, CancellationToken cancellation) {
        this.order = order;
        this.cancellation = cancellation;
        this.runRows = runRows;
        this.memory = memory;
        this.rows = new RowCollection(order.layout(), memory);
        this.encoder = order.newEncoder();
        this.sorter = order.newSorter(cancellation);
        this.scratch = new LongPairs(memory);
        this.open = new LongPairs(memory);
        this.words = new long[order.wordCount()][];
        this.places = new int[order.layout().columnCount()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
    }

    RowCollection rows() {
        return rows;
    }

    /// The pairs that aren't in a run yet.
    LongPairs open() {
        return open;
    }

    /// The sorted runs.
    List<LongPairs> runs() {
        return runs;
    }

    /// Copies rows.
    ///
    /// @param chosen row numbers, or null for the first `count`
    void append(Chunk chunk, int @Nullable [] chosen, int count) {
        for (int i = 0; i < words.length; i++) {
            if (words[i] == null || words[i].length < count) {
                words[i] = new long[Math.max(count, chunk.rowCount())];
            }
        }
        encoder.encode(chunk, chosen, count, words);
        order.note(encoder);
        long[] addresses = rows.append(chunk, places, chosen, count);
        for (int word = 1; word < words.length; word++) {
            storeWord(words[word], 8L * (word - 1), addresses, count);
        }
        open.ensureCapacity(open.count() + count, runRows);
        System.arraycopy(words[0], 0, open.keys(), open.count(), count);
        System.arraycopy(addresses, 0, open.addresses(), open.count(), count);
        open.setCount(open.count() + count);
        if (open.count() >= runRows) {
            closeRun();
        }
    }

    private void storeWord(long[] word, long offset, long[] addresses, int count) {
        MemorySegment[] pages = rows.pages();
        for (int i = 0; i < count; i++) {
            pages[RowAddress.page(addresses[i])].set(
                    StringViews.LONG, RowAddress.offset(addresses[i]) + offset, word[i]);
        }
    }

    /// Sorts the open pairs, without ending the run.
    void sortOpen() {
        int count = open.count();
        scratch.ensureCapacity(count, runRows);
        sorter.sort(
                rows.pages(), open.keys(), open.addresses(), scratch.keys(), scratch.addresses(), 0, count);
    }

    /// Makes a sorted run of the open pairs, if there are any.
    void closeRun() {
        if (open.count() > 0) {
            sortOpen();
            runs.add(open);
            open = new LongPairs(memory);
        }
    }

    /// The memory that the rows take, and what sorting them will.
    long neededBytes() {
        long pairs = (long) open.count() + scratch.count();
        for (LongPairs run : runs) {
            pairs += run.count();
        }
        return rows.byteSize() + 2 * LongPairs.BYTES * pairs;
    }

    /// Sorts the rows and copies them there, run by run; the buffer is empty then.
    void moveTo(ParkedRuns target) {
        closeRun();
        for (LongPairs run : runs) {
            target.add(order, rows, run, cancellation);
            run.close();
        }
        runs.clear();
        rows.clear();
    }

    @Override
    public void close() {
        runs.forEach(LongPairs::close);
        runs.clear();
        open.close();
        scratch.close();
        rows.close();
    }
}
