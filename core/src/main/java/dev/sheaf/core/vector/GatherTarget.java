// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;

/// Room for chosen rows of a lazy column ([LazyVector#gather]), owned by who wants them and used again for each chunk.
public final class GatherTarget {
    private static final int ROWS_MIN = 64;

    private final FlatVector flat;
    private final DictionaryVector dictionary;
    private int[] codes = {};

    public GatherTarget(DataType type) {
        this.flat = FlatVector.allocate(type, 0);
        this.dictionary = new DictionaryVector(type);
    }

    /// A vector for that many values, its old contents undefined, without nulls.
    public FlatVector flat(int count) {
        if (flat.capacity() < count) {
            flat.ensureCapacity(roomy(count));
        }
        flat.clearNulls();
        return flat;
    }

    /// Room for that many codes of [#dictionary].
    public int[] codes(int count) {
        if (codes.length < count) {
            codes = new int[roomy(count)];
        }
        return codes;
    }

    private static int roomy(int count) {
        return Math.max(ROWS_MIN, Integer.highestOneBit(count - 1) << 1);
    }

    /// For columns that have a dictionary.
    public DictionaryVector dictionary() {
        return dictionary;
    }
}
