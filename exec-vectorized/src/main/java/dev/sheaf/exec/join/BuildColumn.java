// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.GatherTarget;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import org.jspecify.annotations.Nullable;

/// A column of build rows, gathered only when it is looked at.
final class BuildColumn extends LazyVector {
    private final JoinBuild build;
    private final int column;
    private final FlatVector target;
    private long[] addresses = {};
    private long[] chosenAddresses = {};

    /// @param column of the rows' layout
    BuildColumn(JoinBuild build, int column) {
        super(build.layout().rows().schema().type(column));
        this.build = build;
        this.column = column;
        this.target = FlatVector.allocate(type(), 0);
    }

    /// Stands for the rows at some addresses.
    ///
    /// @param rowAddresses by row of the chunk; of rows that aren't selected any row's
    BuildColumn reset(long[] rowAddresses) {
        addresses = rowAddresses;
        return this;
    }

    @Override
    public Vector load(int rowCount, @Nullable Selection selection) {
        target.ensureCapacity(rowCount);
        if (selection == null || selection.count() == rowCount) {
            build.index().gather(column, addresses, null, rowCount, target);
        } else {
            build.index().gather(column, addresses, selection.rows(), selection.count(), target);
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
        build.index().gather(column, chosenAddresses, null, count, gathered);
        return gathered;
    }
}
