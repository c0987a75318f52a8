// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.exchange;

import java.util.Map;

/// Which of a channel's rows its consumer can use: those whose value is in the set of each of some columns; a null is
/// in none. The others may be sent, too, and are dropped there.
///
/// @param columns by column, the values that are needed; without an entry all are
public record NeededRows(Map<Integer, NumberSet> columns) {
    /// Says nothing about any column.
    public static final NeededRows ALL = new NeededRows(Map.of());

    public NeededRows {
        columns = Map.copyOf(columns);
    }
}
