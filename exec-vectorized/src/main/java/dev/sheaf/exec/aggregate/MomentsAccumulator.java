// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;

/// Skewness and kurtosis with the corrections for samples, by central moments up to the fourth (Pébay, Sandia report
/// 2008-6212). The state is the count, the mean, and the sums of the second to fourth powers of the differences from
/// it.
final class MomentsAccumulator extends Accumulator {
    private static final int WORDS = 4;

    private final boolean kurtosis;
    private long[] counts = {};
    private double[] moments = {};

    MomentsAccumulator(boolean kurtosis) {
        this.kurtosis = kurtosis;
    }

    @Override
    void grow(int capacity) {
        counts = Arrays.copyOf(counts, capacity);
        moments = Arrays.copyOf(moments, WORDS * capacity);
    }

    @Override
    int bytesPerGroup() {
        return 8 + 8 * WORDS;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        FlatVector vector = chunk.flat(arguments[0]);
        GroupedRows valid = rows.where(vector.validity());
        double[] values = Doubles.of(vector, valid);
        for (int i = 0; i < valid.count(); i++) {
            int row = valid.rows()[i];
            merge(valid.groups()[row], 1, values[row], 0, 0, 0);
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        LongVector countColumn = (LongVector) chunk.flat(columns[0]);
        double[][] words = new double[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = ((DoubleVector) chunk.flat(columns[1 + i])).values();
        }
        GroupedRows valid = rows.where(countColumn.validity());
        for (int i = 0; i < valid.count(); i++) {
            int row = valid.rows()[i];
            long count = countColumn.values()[row];
            if (count > 0) {
                merge(
                        valid.groups()[row],
                        count,
                        words[0][row],
                        words[1][row],
                        words[2][row],
                        words[3][row]);
            }
        }
    }

    private void merge(int group, long count, double mean, double second, double third, double fourth) {
        int at = WORDS * group;
        double a = counts[group];
        double b = count;
        double n = a + b;
        double d = mean - moments[at];
        double step = d / n;
        double ownSecond = moments[at + 1];
        double ownThird = moments[at + 2];
        moments[at + 3] += fourth
                + d * step * step * step * a * b * (a * a - a * b + b * b)
                + 6 * step * step * (a * a * second + b * b * ownSecond)
                + 4 * step * (a * third - b * ownThird);
        moments[at + 2] +=
                third + d * step * step * a * b * (a - b) + 3 * step * (a * second - b * ownSecond);
        moments[at + 1] += second + d * step * a * b;
        moments[at] += step * b;
        counts[group] += count;
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        CountAccumulator.write(counts, groups, count, targets[0]);
        for (int word = 0; word < WORDS; word++) {
            targets[1 + word].ensureCapacity(count);
            targets[1 + word].clearNulls();
            double[] to = ((DoubleVector) targets[1 + word]).values();
            for (int i = 0; i < count; i++) {
                to[i] = moments[WORDS * groups[i] + word];
            }
        }
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        target.clearNulls();
        double[] to = ((DoubleVector) target).values();
        for (int i = 0; i < count; i++) {
            int at = WORDS * groups[i];
            double n = counts[groups[i]];
            double second = moments[at + 1];
            // A constant has no kurtosis; its skewness is not a number. So it is in DuckDB.
            if (n < (kurtosis ? 4 : 3) || kurtosis && second == 0) {
                target.setNull(i);
            } else if (kurtosis) {
                double excess = n * moments[at + 3] / (second * second) - 3;
                to[i] = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6);
            } else {
                double population = Math.sqrt(n) * moments[at + 2] / Math.pow(second, 1.5);
                to[i] = Math.sqrt(n * (n - 1)) / (n - 2) * population;
            }
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
