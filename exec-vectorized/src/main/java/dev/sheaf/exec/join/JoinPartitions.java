// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

/// How a build side's rows lie in their collection. A driver's first rows are not partitioned, so that a small build
/// side takes little memory; the further ones are, by the hash bits right below those by which exchanges distribute
/// rows. Each partition has a region of the table to itself: partitions are put in by several threads that share
/// nothing, each into a region that its cache holds.
final class JoinPartitions {
    /// Rows that can find a match and aren't partitioned.
    static final int UNPARTITIONED = 0;
    /// Rows with a null in a key where nulls match nothing; kept only if unmatched rows come out.
    static final int UNJOINABLE = 1;
    /// The first of the partitions by hash.
    static final int FIRST_REGION = 2;

    private static final int REGION_BITS = 6;
    static final int REGIONS = 1 << REGION_BITS;
    /// How often rows can be divided by hash.
    static final int LEVELS_MAX = 48 / REGION_BITS;
    /// How many partitions the collection of rows has.
    static final int COUNT = FIRST_REGION + REGIONS;
    /// From how many rows of a driver on they are partitioned.
    static final int ROWS_MIN = 32 << 10;

    private JoinPartitions() {}

    /// The region of the table that a hash belongs to.
    static int region(long hash) {
        return (int) (hash >>> (48 - REGION_BITS)) & (REGIONS - 1);
    }

    /// Writes the partitions of rows by row number.
    static void assign(long[] hashes, int[] rows, int count, int[] partitions) {
        assign(hashes, rows, count, 1, partitions);
    }

    /// Writes the partitions of rows by row number.
    ///
    /// @param level 1 for the regions of the table; above, for the parts of a region, by further bits
    static void assign(long[] hashes, int[] rows, int count, int level, int[] partitions) {
        int shift = 48 - level * REGION_BITS;
        for (int i = 0; i < count; i++) {
            partitions[rows[i]] = FIRST_REGION + ((int) (hashes[rows[i]] >>> shift) & (REGIONS - 1));
        }
    }
}
