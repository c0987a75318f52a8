// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.FlatVector;

/// Results that are values of other rows of the block.
final class ChosenRows {
    private ChosenRows() {}

    /// `result[i] = values[rows[i]]`, null where `rows[i]` is negative.
    static FlatVector gather(WindowBlock block, DataType type, FlatVector values, int[] rows) {
        int count = block.rowCount();
        FlatVector result = block.newVector(type);
        boolean missing = false;
        int[] places = rows;
        for (int i = 0; i < count; i++) {
            missing |= rows[i] < 0;
        }
        if (missing) {
            places = block.newRows();
            for (int i = 0; i < count; i++) {
                places[i] = Math.max(0, rows[i]);
            }
        }
        result.gather(values, places, count);
        if (missing) {
            long[] validity = result.validity();
            long[] bits = validity == null ? result.startValidity(count) : validity;
            for (int i = 0; i < count; i++) {
                if (rows[i] < 0) {
                    Bits.clear(bits, i);
                }
            }
        }
        return result;
    }
}
