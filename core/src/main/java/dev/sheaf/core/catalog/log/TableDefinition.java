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
        long id,
        String name,
        String connector,
        Schema schema,
        TableConstraints constraints,
        List<SegmentReference> segments) {
    /// A table without constraints.
    public TableDefinition(
            long id, String name, String connector, Schema schema, List<SegmentReference> segments) {
        this(id, name, connector, schema, TableConstraints.NONE, segments);
    }

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
    public TableDefinition append(List<SegmentReference> added) {
        List<SegmentReference> all = new ArrayList<>(segments);
        all.addAll(added);
        return withSegments(all);
    }

    /// The next version, with more rows in the place of its last segments.
    public TableDefinition append(TailMerge merge) {
        List<SegmentReference> all =
                new ArrayList<>(segments.subList(0, segments.size() - merge.replaced().size()));
        all.add(merge.merged());
        return withSegments(all);
    }

    /// The next version, with other rows.
    public TableDefinition withSegments(List<SegmentReference> others) {
        return new TableDefinition(id, name, connector, schema, constraints, others);
    }

    /// The next version, with other constraints.
    public TableDefinition withConstraints(TableConstraints others) {
        return new TableDefinition(id, name, connector, schema, others, segments);
    }
}
