// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.vector.BooleanVector;
import org.jspecify.annotations.Nullable;

/// Which rows of a block an aggregate's FILTER lets through.
final class FilteredRows {
    private final @Nullable BooleanVector condition;

    FilteredRows(WindowBlock block, AggregateCall call) {
        condition = call.filter().isPresent()
                ? (BooleanVector) block.column(call.filter().getAsInt())
                : null;
    }

    boolean contains(int row) {
        return condition == null || !condition.isNull(row) && condition.value(row);
    }
}
