// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

import java.util.List;

/// Small segments at the end of a table put together with the rows that are added, so that many small writes leave few
/// segments.
///
/// @param replaced the table's last segments, before the new ones
/// @param merged holds the rows of those and all new rows, in order
public record TailMerge(List<SegmentReference> replaced, SegmentReference merged) {
    public TailMerge {
        replaced = List.copyOf(replaced);
    }

    /// Whether the table still ends in the segments that were merged.
    public boolean fits(TableDefinition table) {
        int from = table.segments().size() - replaced.size();
        return from >= 0
                && table.segments().subList(from, table.segments().size()).equals(replaced);
    }
}
