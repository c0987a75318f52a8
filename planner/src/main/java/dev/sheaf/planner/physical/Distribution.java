// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import java.util.List;

/// How the rows of a subtree lie over tasks.
sealed interface Distribution {
    /// All in one task.
    record Single() implements Distribution {}

    /// Spread over all workers; rows that are equal in these columns are in one task.
    record Hashed(List<Integer> columns) implements Distribution {
        public Hashed {
            columns = List.copyOf(columns);
        }
    }

    /// Spread over all workers, nobody knows how.
    record Arbitrary() implements Distribution {}

    Distribution SINGLE = new Single();
    Distribution ARBITRARY = new Arbitrary();

    default boolean isSingle() {
        return this instanceof Single;
    }

    /// Whether rows that are equal in `keys` are in one task.
    default boolean groups(List<Integer> keys) {
        return switch (this) {
            case Single _ -> true;
            case Hashed hashed -> keys.containsAll(hashed.columns());
            case Arbitrary _ -> false;
        };
    }
}
