// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.exec.spill.Spill;

/// How large the tables that drivers group their rows in may become before they are written out. As large as their
/// share of the cache while there is memory enough, and as the memory allows else.
final class TableSize {
    private static final int MEMORY_SHARE = 64;
    private static final long BYTES_MIN = 64 << 10;
    private static final long FORCED_BYTES = 16 << 10;
    /// States that lie outside of a table's arrays (strings, sets, lists) may make it so many times as large,
    private static final int OVERSIZE = 4;
    /// or larger, as long as so many times its size is still available.
    private static final int AVAILABLE_FACTOR = 8;

    /// The pairs of a DISTINCT call are put aside when they are larger than this
    private static final long PAIRS_BYTES_MIN = 1 << 20;
    /// and no more than so many times their size is available, which is later than a table is written out.
    private static final int PAIRS_AVAILABLE_FACTOR = 3;

    private TableSize() {}

    static long bytesMax(long wanted, MemoryContext memory, Spill spill) {
        if (spill.forced()) {
            return Math.min(wanted, FORCED_BYTES);
        }
        return Math.min(wanted, Math.max(BYTES_MIN, memory.tightestLimitBytes() / MEMORY_SHARE));
    }

    /// Whether a table takes more memory than it should in view of how much there is, be its groups few.
    static boolean exceeded(AggregateTable table, long bytesMax, MemoryContext memory, boolean forced) {
        long used = table.usedBytes();
        return used > OVERSIZE * bytesMax && (forced || used > memory.availableBytes() / AVAILABLE_FACTOR);
    }

    /// Whether the pairs of a DISTINCT call take more memory than they should.
    ///
    /// @param pairs their memory alone
    static boolean pairsExceeded(MemoryContext pairs, Spill spill) {
        long used = pairs.usedBytes();
        return spill.forced()
                ? used > FORCED_BYTES
                : spill.enabled() && used > PAIRS_BYTES_MIN && used > pairs.availableBytes() / PAIRS_AVAILABLE_FACTOR;
    }
}
