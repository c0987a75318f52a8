// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.hash.VectorHash;
import java.util.Arrays;

/// Which partition the groups of a table belong to. Partitions are cut from the hash bits right below those by which
/// exchanges distribute rows.
final class GroupPartitions {
    private static final int BITS = 6;
    private static final int SHIFT = 48 - BITS;
    private static final int PART_BITS = 4;
    /// How many parts a partition is split into that is too large for the memory.
    static final int PARTS = 1 << PART_BITS;
    /// How many times that can be done; then there are no more hash bits.
    static final int LEVELS_MAX = SHIFT / PART_BITS;
    /// How many partitions an aggregation has.
    static final int COUNT = 1 << BITS;

    private final AggregateTable table;
    private final AggregateLayout layout;
    private final int chunkRows;
    private int[] groups = {};
    private final int[] starts = new int[COUNT + 1];

    GroupPartitions(AggregateTable table, AggregateLayout layout, int chunkRows) {
        this.table = table;
        this.layout = layout;
        this.chunkRows = chunkRows;
    }

    static int of(long hash) {
        return (int) (hash >>> SHIFT) & (COUNT - 1);
    }

    /// The part of a partition that has been split so many times.
    ///
    /// @param level from 1 to [#LEVELS_MAX]
    static int part(long hash, int level) {
        return (int) (hash >>> (SHIFT - PART_BITS * level)) & (PARTS - 1);
    }

    /// Writes the rows' parts.
    static void parts(long[] hashes, int count, int level, int[] parts) {
        for (int i = 0; i < count; i++) {
            parts[i] = part(hashes[i], level);
        }
    }

    /// Writes the rows' partitions, by row number.
    static void of(long[] hashes, int[] rows, int count, int[] partitions) {
        for (int i = 0; i < count; i++) {
            partitions[rows[i]] = of(hashes[rows[i]]);
        }
    }

    /// Sorts the table's groups by partition.
    void sort() {
        int count = table.groupCount();
        byte[] partitions = new byte[count];
        VectorHash hash = new VectorHash(layout.state().keys());
        for (int from = 0; from < count; from += chunkRows) {
            int size = Math.min(chunkRows, count - from);
            Chunk keys = table.keys(from, size);
            long[] hashes = hash.hash(keys);
            for (int i = 0; i < size; i++) {
                partitions[from + i] = (byte) of(hashes[i]);
            }
        }
        for (byte partition : partitions) {
            starts[partition + 1]++;
        }
        for (int i = 0; i < COUNT; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = Arrays.copyOf(starts, COUNT);
        groups = new int[count];
        for (int group = 0; group < count; group++) {
            groups[next[partitions[group]]++] = group;
        }
    }

    AggregateTable table() {
        return table;
    }

    /// The groups of a partition.
    int[] groups(int partition) {
        return Arrays.copyOfRange(groups, starts[partition], starts[partition + 1]);
    }
}
