// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Arrays;

/// Where the next rows of one partition go: its current page and what is free in it.
final class PageCursor {
    private static final int FIRST_PAGE_BYTES = 8 << 10;
    private static final int PAGE_BYTES_MIN = 1 << 10;

    private final RowPages pages;
    private final int rowBytes;
    private final long pageBytesMax;
    private boolean parksFull;
    private int page = -1;
    private int fixedEnd;
    private long heapStart;
    private long nextPageBytes;
    private int[] pageList = new int[1];
    private int pageCount;
    private long rowCount;

    /// @param pageBytesMax how large pages become, but for those of oversized rows
    PageCursor(RowPages pages, int rowBytes, long pageBytesMax) {
        this.pages = pages;
        this.rowBytes = rowBytes;
        this.pageBytesMax = Math.clamp(pageBytesMax, Math.max(PAGE_BYTES_MIN, rowBytes), RowPages.PAGE_BYTES);
        this.nextPageBytes = Math.min(Math.max(FIRST_PAGE_BYTES, 8L * rowBytes), this.pageBytesMax);
    }

    /// From now on, pages are parked when they are full.
    void parkFull() {
        parksFull = true;
    }

    /// Parks all pages. The next row begins a new one.
    void park() {
        finish();
        for (int i = 0; i < pageCount; i++) {
            RowPage parked = pages.page(pageList[i]);
            parked.park(pages.rowCount(pageList[i]) * rowBytes);
        }
    }

    /// Holds all pages, or none if that fails.
    void hold() {
        int done = 0;
        boolean all = false;
        try {
            while (done < pageCount) {
                pages.page(pageList[done]).hold();
                done++;
            }
            all = true;
        } finally {
            if (!all) {
                for (int i = 0; i < done; i++) {
                    RowPage parked = pages.page(pageList[i]);
                    parked.park(pages.rowCount(pageList[i]) * rowBytes);
                }
            }
        }
    }

    /// How much memory [#hold] has to find.
    long absentBytes() {
        long bytes = 0;
        for (int i = 0; i < pageCount; i++) {
            bytes += pages.page(pageList[i]).absentBytes();
        }
        return bytes;
    }

    /// The memory that all pages take when they are in memory.
    long memoryBytes() {
        long bytes = 0;
        for (int i = 0; i < pageCount; i++) {
            bytes += pages.page(pageList[i]).memoryBytes();
        }
        return bytes;
    }

    long rowCount() {
        return rowCount;
    }

    int pageCount() {
        return pageCount;
    }

    /// The numbers of the cursor's pages, in the order in which they were filled.
    int page(int index) {
        return pageList[index];
    }

    /// Those numbers; the first [#pageCount()] entries.
    int[] pageNumbers() {
        return pageList;
    }

    /// The address of the next row.
    ///
    /// @param heapBytes what the row needs in the heap part, which then begins at [#heapStart()]
    long next(long heapBytes) {
        if (page < 0 || fixedEnd + rowBytes > heapStart - heapBytes || fixedEnd >= RowPages.PAGE_BYTES) {
            open(rowBytes + heapBytes);
        }
        long address = RowAddress.of(page, fixedEnd);
        fixedEnd += rowBytes;
        heapStart -= heapBytes;
        rowCount++;
        pages.addRows(page, 1);
        return address;
    }

    /// Where the heap part of the row just given begins.
    int heapStart() {
        return (int) heapStart;
    }

    /// Addresses for a run of rows without heap parts.
    void next(int count, long[] addresses) {
        int done = 0;
        while (done < count) {
            if (page < 0 || fixedEnd + rowBytes > heapStart) {
                open(rowBytes);
            }
            int room = (int) Math.min(count - done, (heapStart - fixedEnd) / rowBytes);
            long address = RowAddress.of(page, fixedEnd);
            for (int i = 0; i < room; i++) {
                addresses[done + i] = address + (long) i * rowBytes;
            }
            fixedEnd += room * rowBytes;
            rowCount += room;
            pages.addRows(page, room);
            done += room;
        }
    }

    /// Appends another cursor's pages, whose numbers have grown by `base`, behind this one's.
    void absorb(PageCursor other, int base) {
        // What is left free in the pages that were being filled stays free.
        finish();
        for (int i = 0; i < other.pageCount; i++) {
            addPage(other.pageList[i] + base);
        }
        rowCount += other.rowCount;
    }

    /// Fills the current page no further.
    void finish() {
        if (page >= 0) {
            pages.page(page).fill((int) heapStart);
        }
        page = -1;
        fixedEnd = 0;
        heapStart = 0;
    }

    private void open(long needed) {
        if (needed > Integer.MAX_VALUE) {
            throw new SheafException(
                    ErrorCode.STRING_TOO_LONG,
                    "a row of " + needed + " bytes is longer than the 2 GiB that are allowed");
        }
        int full = page;
        finish();
        if (parksFull && full >= 0) {
            pages.addFull(full);
        }
        page = pages.add(Math.max(nextPageBytes, needed));
        long size = pages.segments()[page].byteSize();
        heapStart = size;
        fixedEnd = 0;
        nextPageBytes = Math.min(pageBytesMax, 2 * nextPageBytes);
        addPage(page);
    }

    private void addPage(int number) {
        if (pageCount == pageList.length) {
            pageList = Arrays.copyOf(pageList, 2 * pageCount);
        }
        pageList[pageCount++] = number;
    }
}
