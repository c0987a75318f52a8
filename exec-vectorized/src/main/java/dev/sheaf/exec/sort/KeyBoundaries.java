// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.vector.Bits;

/// Where rows of other keys begin in a range that is being sorted, noted word by word of the normalised keys as they
/// are in order, so that no two rows need be compared afterwards. Good for orders whose words say it all.
final class KeyBoundaries {
    private final int prefixBits;
    private final long[] prefixStarts;
    private final long[] starts;

    /// @param prefixBits how many leading bits of the keys make a prefix whose changes are noted, too
    /// @param rowCount of the range, whose first row begins everything
    KeyBoundaries(int prefixBits, int rowCount) {
        this.prefixBits = prefixBits;
        this.prefixStarts = new long[Bits.words(rowCount)];
        this.starts = new long[Bits.words(rowCount)];
        Bits.set(prefixStarts, 0);
        Bits.set(starts, 0);
    }

    /// Notes the changes of a word among rows whose words before it are equal.
    ///
    /// @param keys the word by row, sorted from `from` to `to - 1`
    void mark(int word, long[] keys, int from, int to) {
        long mask = prefixMask(word);
        long before = keys[from];
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            long change = key ^ before;
            long prefixChange = change & mask;
            starts[i >> 6] |= (change | -change) >>> 63 << i;
            prefixStarts[i >> 6] |= (prefixChange | -prefixChange) >>> 63 << i;
            before = key;
        }
    }

    /// The bits of a word that belong to the prefix.
    private long prefixMask(int word) {
        int bits = prefixBits - 64 * word;
        return bits <= 0 ? 0 : bits >= 64 ? -1 : ~(-1L >>> bits);
    }

    /// A bit per row whose prefix differs from that of the row before.
    long[] prefixStarts() {
        return prefixStarts;
    }

    /// A bit per row whose key differs from that of the row before.
    long[] starts() {
        return starts;
    }
}
