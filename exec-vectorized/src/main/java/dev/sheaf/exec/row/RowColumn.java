// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.GatherTarget;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// A column of rows at some addresses, copied out of their pages only when it is looked at: what is skipped, dropped by
/// a filter or not asked for costs no access to the rows, which lie anywhere when they have been sorted.
final class RowColumn extends LazyVector {
    private final int column;
    private final FlatVector target;
    private @Nullable RowCollection rows;
    private long[] addresses = {};
    private long[] chosenAddresses = {};

    /// @param column of the rows' layout
    /// @param target what the values are copied to
    RowColumn(int column, FlatVector target) {
        super(target.type());
        this.column = column;
        this.target = target;
    }

    /// Stands for the rows at some addresses, borrowed as long as the column is.
    RowColumn reset(RowCollection from, long[] rowAddresses) {
        rows = from;
        addresses = rowAddresses;
        return this;
    }

    private RowCollection rows() {
        if (rows == null) {
            throw new IllegalStateException("no rows");
        }
        return rows;
    }

    @Override
    public Vector load(int rowCount, @Nullable Selection selection) {
        target.ensureCapacity(rowCount);
        if (selection == null || selection.count() == rowCount) {
            rows().gather(column, addresses, null, rowCount, target);
        } else {
            rows().gather(column, addresses, selection.rows(), selection.count(), target);
        }
        return target;
    }

    @Override
    public Vector gather(int[] chosen, int count, GatherTarget room) {
        if (chosenAddresses.length < count) {
            chosenAddresses = new long[Math.max(count, addresses.length)];
        }
        for (int i = 0; i < count; i++) {
            chosenAddresses[i] = addresses[chosen[i]];
        }
        FlatVector gathered = room.flat(count);
        rows().gather(column, chosenAddresses, null, count, gathered);
        return gathered;
    }
}
