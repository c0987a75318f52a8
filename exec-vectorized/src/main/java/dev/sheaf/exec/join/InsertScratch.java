// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.RowCollection;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The arrays that build rows go through on their way into a [JoinIndex]. A join has as many as threads fill its
/// regions at a time, not one for each of its many regions.
final class InsertScratch {
    /// How many rows are taken at a time.
    static final int ROWS = 1024;

    final long[] addresses = new long[ROWS];
    final long[] hashes = new long[ROWS];
    /// By key.
    final FlatVector[] keys;

    private DenseRows.@Nullable Writer writer;

    private InsertScratch(JoinLayout layout) {
        this.keys = new FlatVector[layout.keyCount()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = FlatVector.allocate(layout.rows().schema().type(i), ROWS);
        }
    }

    /// What copies rows into a dense build side, always of the same one.
    DenseRows.Writer writer(DenseRows dense, RowCollection rows) {
        DenseRows.Writer made = writer;
        if (made == null) {
            made = dense.writer(rows, ROWS);
            writer = made;
        }
        return made;
    }

    /// Those of a join that nobody uses at the moment. Safe for use by many threads.
    static final class Pool {
        private final JoinLayout layout;
        private final ArrayDeque<InsertScratch> idle = new ArrayDeque<>(2);

        Pool(JoinLayout layout) {
            this.layout = layout;
        }

        synchronized InsertScratch borrow() {
            InsertScratch last = idle.pollLast();
            return last == null ? new InsertScratch(layout) : last;
        }

        synchronized void giveBack(InsertScratch scratch) {
            idle.addLast(scratch);
        }

        /// Drops those that are idle: nothing will be put in for now.
        synchronized void clear() {
            idle.clear();
        }
    }
}
