// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.exec.row.RowCollection;
import java.util.ArrayList;
import java.util.List;

/// A share of an aggregation's groups, found by hash: one partition or a part of one. All that there is of these
/// groups, in tables, rows of states and rows of the input that are yet to be grouped. For one thread at a time.
final class GroupPart {
    /// So often in a row, splitting may have left nearly all rows together: they are of few groups, and stay together.
    private static final int HEAVY_MAX = 2;
    /// With fewer rows, the parts would take more memory than their groups.
    private static final int SPLIT_ROWS_MIN = 512;

    /// Some groups of a table.
    static final class TableGroups {
        private final AggregateTable table;
        private final int[] groups;

        TableGroups(AggregateTable table, int[] groups) {
            this.table = table;
            this.groups = groups;
        }

        AggregateTable table() {
            return table;
        }

        int[] groups() {
            return groups;
        }
    }

    /// One partition of a collection.
    record Rows(RowCollection rows, int partition) {
        long count() {
            return rows.rowCount(partition);
        }
    }

    private final int level;
    private final int heavy;
    private final List<TableGroups> tables = new ArrayList<>();
    private final List<Rows> states = new ArrayList<>();
    private final List<Rows> kept = new ArrayList<>();

    private GroupPart(int level, int heavy) {
        this.level = level;
        this.heavy = heavy;
    }

    /// A partition.
    static GroupPart partition() {
        return new GroupPart(0, 0);
    }

    /// One of the parts that this one is split into, still empty.
    GroupPart part() {
        return new GroupPart(level + 1, heavy);
    }

    /// Says whether splitting `whole` has left nearly all rows here.
    GroupPart comparedTo(long wholeRows) {
        GroupPart compared = new GroupPart(level, rowCount() > wholeRows - (wholeRows >> 4) ? heavy + 1 : 0);
        compared.tables.addAll(tables);
        compared.states.addAll(states);
        compared.kept.addAll(kept);
        return compared;
    }

    /// How many times a partition has been split for this.
    int level() {
        return level;
    }

    /// Whether splitting it makes sense.
    boolean splits() {
        return level < GroupPartitions.LEVELS_MAX && heavy < HEAVY_MAX && rowCount() >= SPLIT_ROWS_MIN;
    }

    List<TableGroups> tables() {
        return tables;
    }

    List<Rows> states() {
        return states;
    }

    /// Rows of the input.
    List<Rows> kept() {
        return kept;
    }

    long rowCount() {
        long count = 0;
        for (Rows part : states) {
            count += part.count();
        }
        for (Rows part : kept) {
            count += part.count();
        }
        return count;
    }

    boolean isEmpty() {
        return tables.isEmpty() && rowCount() == 0;
    }

    /// Gives the rows' memory back.
    void release() {
        states.forEach(part -> part.rows().releasePartition(part.partition()));
        kept.forEach(part -> part.rows().releasePartition(part.partition()));
    }
}
