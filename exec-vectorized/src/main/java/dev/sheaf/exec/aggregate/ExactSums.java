// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import java.util.Arrays;

/// The exact sums of all groups of a table. They begin with a word each; what is added up is bounded by the largest
/// magnitude of each batch, and only when a sum could reach 63 bits do all go on in two words. So common sums cost one
/// addition and half the memory, and no sum ever overflows unnoticed.
final class ExactSums {
    private static final int BITS_MAX = 62;

    private long[] sums = {};
    private int capacity;
    private boolean wide;
    /// While sums are narrow: no sum's magnitude is above it.
    private long bound;

    void grow(int groups) {
        capacity = groups;
        sums = Arrays.copyOf(sums, wide ? 2 * groups : groups);
    }

    static int bytesPerGroup() {
        return 16;
    }

    /// Adds the rows' values to the sums of their groups. None of the rows is null.
    void add(FlatVector source, GroupedRows rows) {
        if (!wide && (source instanceof DecimalVector decimals && decimals.wide() || !addNarrow(source, rows))) {
            widen();
        }
        if (wide) {
            WideSums.add(source, rows, sums);
        }
    }

    /// Adds first and looks at what was added afterwards: where a sum may have gone beyond 63 bits, all is taken back,
    /// which is exact since additions wrap around.
    ///
    /// @return whether the values are in
    private boolean addNarrow(FlatVector source, GroupedRows rows) {
        long magnitudes = NarrowSums.add(source, rows, sums);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(magnitudes);
        int countBits = Integer.SIZE - Integer.numberOfLeadingZeros(rows.count());
        if (bits + countBits <= BITS_MAX && bound <= (1L << BITS_MAX) - ((long) rows.count() << bits)) {
            bound += (long) rows.count() << bits;
            return true;
        }
        NarrowSums.subtract(source, rows, sums);
        return false;
    }

    private void widen() {
        long[] words = new long[2 * capacity];
        for (int group = 0; group < capacity; group++) {
            words[2 * group] = sums[group];
            words[2 * group + 1] = sums[group] >> 63;
        }
        sums = words;
        wide = true;
    }

    /// The lower 64 bits of a sum.
    long low(int group) {
        return wide ? sums[2 * group] : sums[group];
    }

    /// The upper 64 bits of a sum.
    long high(int group) {
        return wide ? sums[2 * group + 1] : sums[group] >> 63;
    }

    /// Writes the sums as a DECIMAL, BIGINT or interval; null where no value has been seen.
    ///
    /// @throws dev.sheaf.core.error.SheafException NUMERIC_OUT_OF_RANGE when one doesn't fit
    void write(int[] groups, int count, SeenGroups seen, FlatVector target) {
        target.ensureCapacity(count);
        seen.writeNulls(groups, count, target);
        if (wide) {
            WideSums.write(sums, groups, count, target);
        } else {
            NarrowSums.write(sums, groups, count, target);
        }
    }

    /// Makes all sums zero.
    void clear() {
        Arrays.fill(sums, 0L);
        bound = 0;
    }

    void close() {
        sums = new long[0];
        capacity = 0;
    }
}
