// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import java.util.Arrays;

/// A walk over the rows of some pages, which brings those that are parked into memory as it comes to them. The rows
/// that were given last stay there until the next call; when the walk ends before the rows do, it must be closed. For
/// one thread.
public final class RowScan implements AutoCloseable {
    private final RowPages pages;
    private final int[] pageNumbers;
    private final int rowBytes;
    private final boolean drains;
    private final int to;
    private int index;
    private int row;
    private int[] pinned = new int[2];
    private int pinnedCount;
    private boolean currentPinned;

    /// @param drains whether pages are released when the walk has left them
    RowScan(RowPages pages, int[] pageNumbers, int rowBytes, int from, int to, boolean drains) {
        this.pages = pages;
        this.pageNumbers = pageNumbers;
        this.rowBytes = rowBytes;
        this.drains = drains;
        this.index = from;
        this.to = to;
    }

    /// The addresses of the next rows.
    ///
    /// @return how many were written to `addresses`, at most `max`; 0 at the end
    /// @throws dev.sheaf.core.error.SheafException OUT_OF_MEMORY when there is no room for a page; what the disk throws
    public int next(long[] addresses, int max) {
        leavePages();
        int count = 0;
        while (count < max && index < to) {
            count += takeFromPage(addresses, count, max - count);
        }
        return count;
    }

    /// Like [#next], but of one page only, so that no more than that is held.
    public int nextOfPage(long[] addresses, int max) {
        leavePages();
        int count = 0;
        while (count == 0 && index < to) {
            count = takeFromPage(addresses, 0, max);
        }
        return count;
    }

    private int takeFromPage(long[] addresses, int at, int max) {
        int page = pageNumbers[index];
        int rows = pages.rowCount(page);
        if (!currentPinned && rows > row) {
            pin(page);
        }
        int taken = Math.min(max, rows - row);
        long address = RowAddress.of(page, row * rowBytes);
        for (int i = 0; i < taken; i++) {
            addresses[at + i] = address + (long) i * rowBytes;
        }
        row += taken;
        if (row == rows) {
            index++;
            row = 0;
            currentPinned = false;
        }
        return taken;
    }

    private void pin(int page) {
        pages.page(page).pin();
        if (pinnedCount == pinned.length) {
            pinned = Arrays.copyOf(pinned, 2 * pinnedCount);
        }
        pinned[pinnedCount++] = page;
        currentPinned = true;
    }

    /// Lets go of all pages but the one that the next rows are in.
    private void leavePages() {
        int stay = currentPinned ? 1 : 0;
        int leaving = pinnedCount - stay;
        for (int i = 0; i < leaving; i++) {
            RowPage page = pages.page(pinned[i]);
            page.unpin();
            if (drains) {
                page.release();
            }
        }
        if (leaving > 0 && stay > 0) {
            pinned[0] = pinned[leaving];
        }
        pinnedCount = stay;
    }

    /// Ends the walk. May be called twice.
    @Override
    public void close() {
        currentPinned = false;
        index = to;
        leavePages();
    }
}
