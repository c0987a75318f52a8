// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;

/// Variance and standard deviation by running means (Welford 1962), merged as Chan, Golub and LeVeque do (1979). The
/// state is the count, the mean, and the sum of squared differences from it.
final class VarianceAccumulator extends Accumulator {
    private final boolean sample;
    private final boolean root;
    private long[] counts = {};
    private double[] moments = {};

    /// @param sample whether to divide by one less than the count
    /// @param root whether the standard deviation is wanted
    VarianceAccumulator(boolean sample, boolean root) {
        this.sample = sample;
        this.root = root;
    }

    @Override
    void grow(int capacity) {
        counts = Arrays.copyOf(counts, capacity);
        moments = Arrays.copyOf(moments, 2 * capacity);
    }

    @Override
    int bytesPerGroup() {
        return 24;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        FlatVector vector = chunk.flat(arguments[0]);
        GroupedRows valid = rows.where(vector.validity());
        double[] values = Doubles.of(vector, valid);
        int[] chosen = valid.rows();
        int[] groups = valid.groups();
        for (int i = 0; i < valid.count(); i++) {
            int group = groups[chosen[i]];
            double value = values[chosen[i]];
            double before = value - moments[2 * group];
            moments[2 * group] += before / ++counts[group];
            moments[2 * group + 1] += before * (value - moments[2 * group]);
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        LongVector countColumn = (LongVector) chunk.flat(columns[0]);
        double[] means = ((DoubleVector) chunk.flat(columns[1])).values();
        double[] squares = ((DoubleVector) chunk.flat(columns[2])).values();
        GroupedRows valid = rows.where(countColumn.validity());
        for (int i = 0; i < valid.count(); i++) {
            int row = valid.rows()[i];
            long count = countColumn.values()[row];
            if (count > 0) {
                merge(valid.groups()[row], count, means[row], squares[row]);
            }
        }
    }

    private void merge(int group, long count, double mean, double squares) {
        double total = (double) counts[group] + count;
        double difference = mean - moments[2 * group];
        moments[2 * group + 1] += squares + difference * difference * counts[group] * (count / total);
        moments[2 * group] += difference * (count / total);
        counts[group] += count;
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        CountAccumulator.write(counts, groups, count, targets[0]);
        for (int word = 0; word < 2; word++) {
            targets[1 + word].ensureCapacity(count);
            targets[1 + word].clearNulls();
            double[] to = ((DoubleVector) targets[1 + word]).values();
            for (int i = 0; i < count; i++) {
                to[i] = moments[2 * groups[i] + word];
            }
        }
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        target.clearNulls();
        double[] to = ((DoubleVector) target).values();
        for (int i = 0; i < count; i++) {
            long divisor = counts[groups[i]] - (sample ? 1 : 0);
            if (divisor <= 0) {
                target.setNull(i);
                continue;
            }
            double variance = moments[2 * groups[i] + 1] / divisor;
            to[i] = root ? Math.sqrt(variance) : variance;
        }
    }

    @Override
    void clear() {
        Arrays.fill(counts, 0L);
        Arrays.fill(moments, 0.0);
    }

    @Override
    public void close() {
        counts = new long[0];
        moments = new double[0];
    }
}
