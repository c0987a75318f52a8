// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

/// A walk over the rows of some pages.
public final class RowScan {
    private final RowPages pages;
    private final int[] pageNumbers;
    private final int rowBytes;
    private final int to;
    private int index;
    private int row;

    RowScan(RowPages pages, int[] pageNumbers, int rowBytes, int from, int to) {
        this.pages = pages;
        this.pageNumbers = pageNumbers;
        this.rowBytes = rowBytes;
        this.index = from;
        this.to = to;
    }

    /// The addresses of the next rows.
    ///
    /// @return how many were written to `addresses`, at most `max`; 0 at the end
    public int next(long[] addresses, int max) {
        int count = 0;
        while (count < max && index < to) {
            int page = pageNumbers[index];
            int taken = Math.min(max - count, pages.rowCount(page) - row);
            long address = RowAddress.of(page, row * rowBytes);
            for (int i = 0; i < taken; i++) {
                addresses[count + i] = address + (long) i * rowBytes;
            }
            count += taken;
            row += taken;
            if (row == pages.rowCount(page)) {
                index++;
                row = 0;
            }
        }
        return count;
    }
}
