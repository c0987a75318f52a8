// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a plan's rows lie over the tasks that run it.
sealed interface Distribution {
    /// All in one task.
    record Single() implements Distribution {}

    /// Anyhow.
    record Arbitrary() implements Distribution {}

    /// Rows with equal values in those columns are in one task.
    record Hashed(List<Integer> columns) implements Distribution {
        public Hashed {
            columns = List.copyOf(columns);
        }
    }

    Distribution SINGLE = new Single();
    Distribution ARBITRARY = new Arbitrary();

    default boolean isSingle() {
        return this instanceof Single;
    }

    /// Whether rows with equal values in all those columns are sure to be in one task.
    default boolean gathers(List<Integer> keys) {
        return switch (this) {
            case Single _ -> true;
            case Hashed hashed -> keys.containsAll(hashed.columns());
            case Arbitrary _ -> false;
        };
    }

    /// The same rows under other column numbers; a hash over a column that is gone says nothing any more.
    default Distribution remap(Map<Integer, Integer> places) {
        if (!(this instanceof Hashed hashed)) {
            return this;
        }
        List<Integer> columns = new ArrayList<>(hashed.columns().size());
        for (Integer column : hashed.columns()) {
            Integer place = places.get(column);
            if (place == null) {
                return ARBITRARY;
            }
            columns.add(place);
        }
        return new Hashed(columns);
    }
}
