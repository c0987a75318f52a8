// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows of a chunk that an accumulator is to take, and the group of each. Where rows of the same group follow each
/// other, or when there are few groups and the rows are sorted by group, they come in runs: an accumulator then adds up
/// a run in registers instead of going through memory, where each addition to the same group waits for the one before.
///
/// Reused from chunk to chunk; for one thread.
final class GroupedRows {
    /// Sorting into runs pays up to about so many groups.
    private static final int RUN_GROUPS_MAX = 16;
    private static final int RUN_ROWS_MIN = 16;

    private int[] rows = {};
    private int count;
    private int[] groups = {};
    private int groupCount;
    private boolean dense;
    private boolean whole;
    private int runCount;
    private int[] runGroups = {};
    private int[] runEnds = {};
    private int[] sorted = {};
    private int[] ownRows = {};
    private @Nullable GroupedRows narrowed;
    /// What these rows were narrowed from.
    private @Nullable GroupedRows origin;
    /// Runs of which only the first rows have got their groups.
    private @Nullable KeyRuns unspread;

    /// Takes a chunk's rows.
    ///
    /// @param rows row numbers; borrowed
    /// @param dense whether they are all from 0 on
    /// @param groups by row number, the group; borrowed
    /// @param groupCount more than any of the groups
    /// @param whole whether every group so far has got a row by now
    /// @param runs whether to sort into runs if that pays
    GroupedRows reset(
            int[] rows, int count, boolean dense, int[] groups, int groupCount, boolean whole, boolean runs) {
        this.rows = rows;
        this.dense = dense;
        this.count = count;
        this.groups = groups;
        this.groupCount = groupCount;
        this.whole = whole;
        this.runCount = 0;
        this.unspread = null;
        if (runs && groupCount == 1) {
            singleRun();
        } else if (runs && groupCount <= RUN_GROUPS_MAX && count >= RUN_ROWS_MIN * groupCount) {
            sortIntoRuns();
        }
        return this;
    }

    /// Takes a chunk's rows in runs as they follow each other; a group may have several.
    ///
    /// @param dense whether they are all from 0 on
    /// @param groups by row number, the group of each run's first row; borrowed, and completed when asked for
    GroupedRows reset(KeyRuns runs, int[] rows, int count, boolean dense, int[] groups, int groupCount) {
        this.rows = rows;
        this.dense = dense && runs.count() == 1;
        this.count = count;
        this.groups = groups;
        this.groupCount = groupCount;
        this.whole = true;
        this.runCount = runs.count();
        this.unspread = runs;
        ensureRuns(runCount);
        runs.write(groups, runGroups, runEnds);
        return this;
    }

    /// Row numbers, ascending within a run, or ascending altogether without runs; the first [#count()] entries.
    int[] rows() {
        return rows;
    }

    int count() {
        return count;
    }

    /// By row number, not by place in [#rows()].
    int[] groups() {
        if (origin != null) {
            return origin.groups();
        }
        if (unspread != null) {
            unspread.spread(rows, groups);
            unspread = null;
        }
        return groups;
    }

    /// Whether the rows are the first [#count()], in order, and in one run if in any.
    boolean dense() {
        return dense;
    }

    /// How many groups there are by now.
    int groupCount() {
        return groupCount;
    }

    /// Whether every group so far has got a row in one of the accumulator's batches.
    boolean whole() {
        return whole;
    }

    /// How many runs the rows are sorted into; 0 when they aren't.
    int runCount() {
        return runCount;
    }

    int runGroup(int run) {
        return runGroups[run];
    }

    int runStart(int run) {
        return run == 0 ? 0 : runEnds[run - 1];
    }

    /// The place in [#rows()] behind the run's last row.
    int runEnd(int run) {
        return runEnds[run];
    }

    /// The rows whose bit is set; these rows themselves when there is no bitmap. Valid until the next call.
    GroupedRows where(long @Nullable [] bits) {
        if (bits == null) {
            return this;
        }
        GroupedRows target = narrowed;
        if (target == null) {
            target = new GroupedRows();
            narrowed = target;
        }
        target.narrow(this, bits);
        return target;
    }

    private void narrow(GroupedRows from, long[] bits) {
        if (ownRows.length < from.count) {
            ownRows = new int[from.rows.length];
        }
        rows = ownRows;
        dense = false;
        origin = from;
        groupCount = from.groupCount;
        if (from.runCount == 0) {
            runCount = 0;
            count = filter(from.rows, 0, from.count, bits, rows, 0);
        } else {
            ensureRuns(from.runCount);
            count = 0;
            runCount = from.runCount;
            for (int run = 0; run < runCount; run++) {
                count = filter(from.rows, from.runStart(run), from.runEnd(run), bits, rows, count);
                runGroups[run] = from.runGroups[run];
                runEnds[run] = count;
            }
        }
        whole = from.whole && count == from.count;
    }

    private static int filter(int[] from, int start, int end, long[] bits, int[] to, int at) {
        int next = at;
        for (int i = start; i < end; i++) {
            int row = from[i];
            to[next] = row;
            next += (int) (bits[row >> 6] >>> row & 1);
        }
        return next;
    }

    private void singleRun() {
        ensureRuns(1);
        runCount = 1;
        runGroups[0] = 0;
        runEnds[0] = count;
    }

    private void sortIntoRuns() {
        ensureRuns(groupCount);
        int[] next = runEnds;
        Arrays.fill(next, 0, groupCount, 0);
        for (int i = 0; i < count; i++) {
            next[groups[rows[i]]]++;
        }
        int start = 0;
        for (int group = 0; group < groupCount; group++) {
            int size = next[group];
            next[group] = start;
            start += size;
        }
        if (sorted.length < count) {
            sorted = new int[rows.length];
        }
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            sorted[next[groups[row]]++] = row;
        }
        rows = sorted;
        dense = false;
        runCount = groupCount;
        for (int group = 0; group < groupCount; group++) {
            runGroups[group] = group;
        }
    }

    private void ensureRuns(int runs) {
        if (runGroups.length < runs) {
            runGroups = new int[runs];
            runEnds = new int[runs];
        }
    }
}
