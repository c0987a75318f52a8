// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;

/// Tells which keys may have a match.
public interface KeyCheck {
    /// Keeps the rows whose keys may have one.
    ///
    /// @param keys whole numbers
    /// @param rows numbers of rows without a null, narrowed in place
    /// @return how many are left
    default int select(FlatVector keys, int[] rows, int count) {
        return switch (keys) {
            case IntVector ints -> select(ints.values(), rows, count);
            case LongVector longs -> select(longs.values(), rows, count);
            default -> throw new IllegalStateException(keys.type() + " keys aren't numbers");
        };
    }

    /// The same for values of 32 bits.
    int select(int[] values, int[] rows, int count);

    /// The same for values of 64 bits.
    int select(long[] values, int[] rows, int count);
}
