// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowScan;
import java.util.List;

/// Merges runs whose rows lie in their order, through a binary heap of the runs' next rows. Pages are brought into
/// memory one by one and given back when they have been read. For one thread.
final class RunMerge implements AutoCloseable {
    private static final int BATCH_ROWS = 1024;

    private final RowCollection rows;
    private final RowSorter sorter;
    private final int keyOffset;
    private final Cursor[] cursors;
    /// A heap of the cursors that have rows, the one whose row comes first at its top.
    private final Cursor[] heap;
    private int heapSize;
    private boolean started;
    private boolean topUsedUp;

    /// Where the merge is in a run.
    private static final class Cursor {
        private final int run;
        private final RowScan scan;
        private final long[] addresses = new long[BATCH_ROWS];
        private final long[] keys = new long[BATCH_ROWS];
        private int count;
        private int next;

        Cursor(int run, RowScan scan) {
            this.run = run;
            this.scan = scan;
        }
    }

    /// @param order of the rows, all words of whose keys stand in their headers
    /// @param runs by run, its pages
    RunMerge(RowOrder order, RowCollection rows, List<int[]> runs) {
        this.rows = rows;
        this.sorter = order.newSorter(new CancellationToken());
        this.keyOffset = (int) order.wordOffset(0);
        this.cursors = new Cursor[runs.size()];
        this.heap = new Cursor[runs.size()];
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = new Cursor(i, rows.drainPages(runs.get(i)));
        }
    }

    /// The next rows in order.
    ///
    /// @param addresses receives where they are, until the next call
    /// @return how many; 0 at the end. May be fewer than `max` though there are more
    int next(long[] addresses, int max) {
        if (!started) {
            started = true;
            for (Cursor cursor : cursors) {
                if (refill(cursor)) {
                    heap[heapSize++] = cursor;
                    siftUp(heapSize - 1);
                }
            }
        }
        if (topUsedUp) {
            topUsedUp = false;
            if (!refill(heap[0])) {
                heap[0] = heap[--heapSize];
            }
            siftDown();
        }
        int count = 0;
        while (count < max && heapSize > 0) {
            Cursor top = heap[0];
            addresses[count++] = top.addresses[top.next++];
            if (top.next == top.count) {
                // Its page must stay until these rows have been read.
                topUsedUp = true;
                return count;
            }
            siftDown();
        }
        return count;
    }

    private boolean refill(Cursor cursor) {
        cursor.count = cursor.scan.nextOfPage(cursor.addresses, BATCH_ROWS);
        cursor.next = 0;
        RowHeaders.longs(rows.pages(), cursor.addresses, keyOffset, cursor.count, cursor.keys);
        return cursor.count > 0;
    }

    private boolean precedes(Cursor left, Cursor right) {
        int order = sorter.compare(
                rows.pages(),
                left.keys[left.next],
                left.addresses[left.next],
                right.keys[right.next],
                right.addresses[right.next]);
        return order != 0 ? order < 0 : left.run < right.run;
    }

    private void siftUp(int from) {
        int at = from;
        Cursor moved = heap[at];
        while (at > 0 && precedes(moved, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = moved;
    }

    private void siftDown() {
        if (heapSize == 0) {
            return;
        }
        int at = 0;
        Cursor moved = heap[0];
        while (2 * at + 1 < heapSize) {
            int child = 2 * at + 1;
            if (child + 1 < heapSize && precedes(heap[child + 1], heap[child])) {
                child++;
            }
            if (!precedes(heap[child], moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    /// Gives back the pages that are held.
    @Override
    public void close() {
        for (Cursor cursor : cursors) {
            cursor.scan.close();
        }
    }
}
