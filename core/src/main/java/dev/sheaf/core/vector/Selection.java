// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

/// The rows of a chunk that are still in play, ascending. Held both as a bitmap, which conditions combine, and as row
/// numbers, which gathers follow; the second form is made on demand. Reused by its owner.
public final class Selection {
    private long[] bits;
    private int[] rows;
    private int rowCount;
    private int count;
    private boolean rowsValid;

    public Selection(int capacity) {
        bits = new long[Bits.words(capacity)];
        rows = new int[capacity];
    }

    /// The bitmap, to be filled for `rows` rows and then completed with [#complete].
    public long[] start(int rows) {
        if (bits.length < Bits.words(rows)) {
            bits = new long[Bits.words(rows)];
        }
        rowCount = rows;
        rowsValid = false;
        return bits;
    }

    /// Ends filling: clears the bits past the last row and counts.
    public Selection complete() {
        if (rowCount > 0) {
            bits[Bits.words(rowCount) - 1] &= Bits.lastWordMask(rowCount);
        }
        count = Bits.count(bits, rowCount);
        return this;
    }

    /// Selects all of the first `rows` rows.
    public Selection selectAll(int rows) {
        Bits.setAll(start(rows), rows);
        return complete();
    }

    /// Bits past [#rowCount()] are clear.
    public long[] bits() {
        return bits;
    }

    /// The selected rows; the first [#count()] entries count.
    public int[] rows() {
        if (!rowsValid) {
            if (rows.length < rowCount) {
                rows = new int[rowCount];
            }
            Bits.toRows(bits, rowCount, rows);
            rowsValid = true;
        }
        return rows;
    }

    /// How many rows are selected.
    public int count() {
        return count;
    }

    /// How many rows the chunk has.
    public int rowCount() {
        return rowCount;
    }

    public boolean contains(int row) {
        return Bits.get(bits, row);
    }
}
