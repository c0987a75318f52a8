// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// One version of a table of Sheaf's own: its columns and the segments that make up its rows.
///
/// @param id stays the same over all versions, never used again
/// @param connector which connector keeps its segments
public record TableDefinition(
        long id, String name, String connector, Schema schema, List<SegmentReference> segments) {
    public TableDefinition {
        segments = List.copyOf(segments);
    }

    public long rowCount() {
        long rowCount = 0;
        for (SegmentReference segment : segments) {
            rowCount += segment.rowCount();
        }
        return rowCount;
    }

    /// The next version, with more rows.
    TableDefinition append(List<SegmentReference> added) {
        List<SegmentReference> all = new ArrayList<>(segments);
        all.addAll(added);
        return new TableDefinition(id, name, connector, schema, all);
    }
}
