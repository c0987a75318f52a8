// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;

/// COUNT of rows, or of rows whose arguments are all not null (COUNT, REGR_COUNT).
final class CountAccumulator extends Accumulator {
    private long[] counts = {};

    @Override
    void grow(int capacity) {
        counts = Arrays.copyOf(counts, capacity);
    }

    @Override
    int bytesPerGroup() {
        return 8;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        GroupedRows counted = rows;
        for (int argument : arguments) {
            counted = counted.where(chunk.flat(argument).validity());
        }
        count(counted, counts);
    }

    /// Adds one to the group of each row.
    static void count(GroupedRows rows, long[] counts) {
        for (int run = 0; run < rows.runCount(); run++) {
            counts[rows.runGroup(run)] += rows.runEnd(run) - rows.runStart(run);
        }
        if (rows.runCount() > 0) {
            return;
        }
        if (rows.dense()) {
            scatterDense(rows.count(), rows.groups(), counts);
        } else {
            scatter(rows.rows(), rows.count(), rows.groups(), counts);
        }
    }

    private static void scatterDense(int count, int[] groups, long[] counts) {
        for (int row = 0; row < count; row++) {
            counts[groups[row]]++;
        }
    }

    private static void scatter(int[] rows, int count, int[] groups, long[] counts) {
        for (int i = 0; i < count; i++) {
            counts[groups[rows[i]]]++;
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        addCounts(chunk, columns[0], rows, counts);
    }

    /// Adds a BIGINT column to the groups of the rows.
    static void addCounts(Chunk chunk, int column, GroupedRows rows, long[] counts) {
        LongVector vector = (LongVector) chunk.flat(column);
        GroupedRows valid = rows.where(vector.validity());
        long[] values = vector.values();
        int[] chosen = valid.rows();
        int[] groups = valid.groups();
        for (int i = 0; i < valid.count(); i++) {
            counts[groups[chosen[i]]] += values[chosen[i]];
        }
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        results(groups, count, targets[0]);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        write(counts, groups, count, target);
    }

    /// Writes counts, none of them null.
    static void write(long[] counts, int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        target.clearNulls();
        long[] values = ((LongVector) target).values();
        for (int i = 0; i < count; i++) {
            values[i] = counts[groups[i]];
        }
    }

    @Override
    void clear() {
        Arrays.fill(counts, 0L);
    }

    @Override
    public void close() {
        counts = new long[0];
    }
}
