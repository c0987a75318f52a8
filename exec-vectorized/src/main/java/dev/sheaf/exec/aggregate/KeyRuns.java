// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;

/// Equal keys that follow each other, as in rows that were written in the order of their time: only the first row of
/// each run needs to be looked up, and the others are of its group. Whether there are such runs is told from the first
/// rows of each chunk. For one thread.
final class KeyRuns {
    private static final int SAMPLED_ROWS = 64;
    /// Runs of four rows and more repay what finding them costs.
    private static final int SAMPLED_RUNS_MAX = SAMPLED_ROWS / 4;

    private int[] heads = {};
    private int[] starts = {};
    private int count;

    /// Looks for runs.
    ///
    /// @param keys by row number
    /// @param rows row numbers
    /// @return whether there are long ones; if not, nothing else may be asked
    boolean find(long[] keys, int[] rows, int rowCount) {
        if (rowCount < SAMPLED_ROWS || sampledRuns(keys, rows) > SAMPLED_RUNS_MAX) {
            return false;
        }
        if (heads.length < rowCount) {
            heads = new int[Math.max(rowCount, Chunk.DEFAULT_ROWS)];
            starts = new int[heads.length + 1];
        }
        count = starts(keys, rows, rowCount, starts);
        for (int run = 0; run < count; run++) {
            heads[run] = rows[starts[run]];
        }
        return true;
    }

    private static int sampledRuns(long[] keys, int[] rows) {
        int runs = 1;
        for (int i = 1; i < SAMPLED_ROWS; i++) {
            runs += keys[rows[i]] != keys[rows[i - 1]] ? 1 : 0;
        }
        return runs;
    }

    /// Writes where runs begin, and the end of the last, without a branch on what the keys are.
    private static int starts(long[] keys, int[] rows, int rowCount, int[] starts) {
        int next = 1;
        long last = keys[rows[0]];
        for (int i = 1; i < rowCount; i++) {
            long key = keys[rows[i]];
            long difference = key ^ last;
            starts[next] = i;
            next += (int) ((difference | -difference) >>> 63);
            last = key;
        }
        starts[next] = rowCount;
        return next;
    }

    /// The first row of each run; the first [#count()] entries.
    int[] heads() {
        return heads;
    }

    int count() {
        return count;
    }

    /// Writes the group of each run, and the place in the rows behind its last.
    ///
    /// @param groups by row number; those of the [#heads()] count
    void write(int[] groups, int[] runGroups, int[] runEnds) {
        for (int run = 0; run < count; run++) {
            runGroups[run] = groups[heads[run]];
            runEnds[run] = starts[run + 1];
        }
    }

    /// Gives all rows of a run the group of its first.
    void spread(int[] rows, int[] groups) {
        for (int run = 0; run < count; run++) {
            int group = groups[heads[run]];
            for (int i = starts[run] + 1; i < starts[run + 1]; i++) {
                groups[rows[i]] = group;
            }
        }
    }
}
