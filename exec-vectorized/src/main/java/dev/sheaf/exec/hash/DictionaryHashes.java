// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.hash;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The hashes of the entries of one shared dictionary, each computed when it is first met.
final class DictionaryHashes {
    private @Nullable FlatVector base;
    private long[] hashes = {};
    private long[] known = {};

    void hash(DictionaryVector vector, int @Nullable [] rows, int count, long[] target) {
        FlatVector entries = vector.base();
        if (entries != base) {
            base = entries;
            if (hashes.length < entries.capacity()) {
                hashes = new long[entries.capacity()];
                known = new long[Bits.words(entries.capacity())];
            }
            Arrays.fill(known, 0L);
        }
        int[] codes = vector.codes();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int code = codes[row];
            if (!Bits.get(known, code)) {
                hashes[code] = FlatHash.hashOf(entries, code);
                Bits.set(known, code);
            }
            target[row] = hashes[code];
        }
    }
}
