// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.exec.row.RowHeaders;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes pairs of probe rows and build rows of equal keys, a chunk's worth at a time, where a key has several build
/// rows: goes over all probe rows with the first build row of each, then with the second of those that have one, and
/// so on.
final class JoinPairs {
    private final JoinBuild build;
    private final int pairsMax;
    private int[] rows = {};
    private long[] addresses = {};
    private int count;
    private int position;
    private int kept;
    private int[] pairRows = {};
    private long[] pairAddresses = {};

    JoinPairs(JoinBuild build, int pairsMax) {
        this.build = build;
        this.pairsMax = pairsMax;
    }

    /// Begins with the rows found.
    void start(JoinLookup lookup, int rowCount) {
        if (rows.length < rowCount) {
            rows = new int[rowCount];
            addresses = new long[rowCount];
        }
        count = Bits.toRows(lookup.matched(), rowCount, rows);
        long[] first = lookup.addresses();
        for (int i = 0; i < count; i++) {
            addresses[i] = first[rows[i]];
        }
        position = 0;
        kept = 0;
    }

    /// Leaves out the probe rows whose first build row is flagged.
    void dropFlagged() {
        MemorySegment[] pages = build.rows().pages();
        int left = 0;
        for (int i = 0; i < count; i++) {
            rows[left] = rows[i];
            addresses[left] = addresses[i];
            left += 1 - RowHeaders.byteAt(pages, addresses[i], JoinLayout.MATCHED_OFFSET);
        }
        count = left;
    }

    /// Makes the next pairs whose build rows aren't flagged.
    ///
    /// @return how many; 0 at the end
    int nextUnflagged() {
        MemorySegment[] pages = build.rows().pages();
        for (int made = next(null); made > 0; made = next(null)) {
            int left = 0;
            for (int i = 0; i < made; i++) {
                long address = pairAddresses[i];
                pairRows[left] = pairRows[i];
                pairAddresses[left] = address;
                left += 1 - RowHeaders.byteAt(pages, address, JoinLayout.MATCHED_OFFSET);
            }
            if (left > 0) {
                return left;
            }
        }
        return 0;
    }

    /// Makes the next pairs.
    ///
    /// @param done bits of probe rows that need no more pairs, or null
    /// @return how many; 0 at the end
    int next(long @Nullable [] done) {
        if (pairRows.length < pairsMax) {
            pairRows = Arrays.copyOf(pairRows, pairsMax);
            pairAddresses = Arrays.copyOf(pairAddresses, pairsMax);
        }
        int pairs = 0;
        while (pairs < pairsMax && count > 0) {
            int end = Math.min(count, position + pairsMax - pairs);
            for (int i = position; i < end; i++) {
                int row = rows[i];
                long address = addresses[i];
                if (done != null && Bits.get(done, row)) {
                    continue;
                }
                pairRows[pairs] = row;
                pairAddresses[pairs++] = address;
                long link = build.link(address);
                rows[kept] = row;
                addresses[kept] = link - 1;
                kept += link != 0 ? 1 : 0;
            }
            position = end;
            if (position == count) {
                count = kept;
                position = 0;
                kept = 0;
            }
        }
        return pairs;
    }

    int[] rows() {
        return pairRows;
    }

    long[] addresses() {
        return pairAddresses;
    }
}
