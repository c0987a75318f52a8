// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.vector.FlatVector;

/// Where a column of a block isn't null: for functions with IGNORE NULLS.
final class NonNullRows {
    private final int[] before;
    private final int[] rows;

    NonNullRows(WindowBlock block, FlatVector values) {
        int count = block.rowCount();
        block.reserveForBlock(8L * count);
        before = new int[count + 1];
        rows = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            before[i] = found;
            if (!values.isNull(i)) {
                rows[found++] = i;
            }
        }
        before[count] = found;
    }

    /// How many of the rows before that one aren't null.
    int before(int row) {
        return before[row];
    }

    /// The row of that number among those that aren't null, counted over the whole block.
    int row(long number) {
        return rows[(int) number];
    }
}
