// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;

/// MIN and MAX of INT, LONG and DOUBLE columns. All are kept as longs of the same order, complemented for MAX, so that
/// there is one kind of loop: the smaller of two longs.
final class ExtremeAccumulator extends Accumulator {
    private final long flip;
    private final SeenGroups seen = new SeenGroups();
    private long[] values = {};
    private long[] ordered = {};

    ExtremeAccumulator(boolean maximum) {
        this.flip = maximum ? -1 : 0;
    }

    @Override
    void grow(int capacity) {
        int before = values.length;
        values = Arrays.copyOf(values, capacity);
        Arrays.fill(values, before, capacity, Long.MAX_VALUE);
        seen.grow(capacity);
    }

    @Override
    int bytesPerGroup() {
        return 9;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        FlatVector vector = chunk.flat(arguments[0]);
        GroupedRows valid = rows.where(vector.validity());
        seen.mark(valid);
        switch (vector) {
            case IntVector ints when valid.runCount() > 0 -> intRuns(ints.values(), valid);
            case IntVector ints -> ints(ints.values(), valid.rows(), valid.count(), valid.groups(), flip, values);
            case LongVector longs -> take(longs.values(), valid);
            case DoubleVector doubles -> take(toOrdered(doubles.values(), chunk.rowCount()), valid);
            default -> throw new IllegalArgumentException("extreme of " + vector.type().sqlName());
        }
    }

    private long[] toOrdered(double[] source, int rowCount) {
        if (ordered.length < rowCount) {
            ordered = new long[Math.max(rowCount, Chunk.DEFAULT_ROWS)];
        }
        for (int i = 0; i < rowCount; i++) {
            ordered[i] = Doubles.toOrdered(source[i]);
        }
        return ordered;
    }

    private void take(long[] source, GroupedRows rows) {
        if (rows.runCount() == 0) {
            longs(source, rows.rows(), rows.count(), rows.groups(), flip, values);
            return;
        }
        for (int run = 0; run < rows.runCount(); run++) {
            int group = rows.runGroup(run);
            values[group] =
                    smallest(source, rows.rows(), rows.runStart(run), rows.runEnd(run), flip, values[group]);
        }
    }

    private void intRuns(int[] source, GroupedRows rows) {
        for (int run = 0; run < rows.runCount(); run++) {
            int group = rows.runGroup(run);
            values[group] =
                    smallest(source, rows.rows(), rows.runStart(run), rows.runEnd(run), flip, values[group]);
        }
    }

    private static long smallest(long[] source, int[] rows, int from, int to, long flip, long start) {
        long best = start;
        for (int i = from; i < to; i++) {
            best = Math.min(best, source[rows[i]] ^ flip);
        }
        return best;
    }

    private static long smallest(int[] source, int[] rows, int from, int to, long flip, long start) {
        long best = start;
        for (int i = from; i < to; i++) {
            best = Math.min(best, source[rows[i]] ^ flip);
        }
        return best;
    }

    private static void longs(long[] source, int[] rows, int count, int[] groups, long flip, long[] values) {
        for (int i = 0; i < count; i++) {
            int group = groups[rows[i]];
            values[group] = Math.min(values[group], source[rows[i]] ^ flip);
        }
    }

    private static void ints(int[] source, int[] rows, int count, int[] groups, long flip, long[] values) {
        for (int i = 0; i < count; i++) {
            int group = groups[rows[i]];
            values[group] = Math.min(values[group], source[rows[i]] ^ flip);
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        add(chunk, columns, rows);
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        results(groups, count, targets[0]);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        seen.writeNulls(groups, count, target);
        for (int i = 0; i < count; i++) {
            long value = values[groups[i]] ^ flip;
            switch (target) {
                case IntVector ints -> ints.values()[i] = (int) value;
                case LongVector longs -> longs.values()[i] = value;
                case DoubleVector doubles -> doubles.values()[i] = Doubles.fromOrdered(value);
                default -> throw new IllegalArgumentException("extreme as " + target.type().sqlName());
            }
        }
    }

    @Override
    void clear() {
        Arrays.fill(values, Long.MAX_VALUE);
        seen.clear();
    }

    @Override
    public void close() {
        values = new long[0];
        seen.clear();
    }
}
