// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;

/// What a filter does with the rows that survive. Kernels are dense, so a chunk in which few rows are left wastes their
/// work: below a
/// quarter the survivors are moved together, else they are only marked. The bound is where gathering a column costs as
/// much as computing
/// its dead rows a few times over.
public final class FilterPolicy {
    private static final int COMPACT_BELOW_ONE_IN = 4;

    private FilterPolicy() {}

    /// Whether that many survivors are moved together.
    public static boolean compacts(int survivorCount, int rowCount) {
        return survivorCount * (long) COMPACT_BELOW_ONE_IN < rowCount;
    }

    /// Fills a chunk of the same columns with the survivors.
    ///
    /// @param survivors stays untouched as long as the output's contents are used
    /// @param places `0, 1, 2, ...`: one number per column
    public static void apply(Chunk input, Selection survivors, Chunk output, int[] places) {
        if (compacts(survivors.count(), input.rowCount())) {
            output.slice(input, survivors.rows(), survivors.count());
            return;
        }
        output.project(input, places);
        output.select(survivors.count() == input.rowCount() ? null : survivors);
    }
}
