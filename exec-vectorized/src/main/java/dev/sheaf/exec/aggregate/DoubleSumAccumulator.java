// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import java.util.Arrays;

/// SUM and AVG of doubles, and PRODUCT. Adds in the order of the rows, so one driver's result repeats; the order among
/// drivers is open and with it the last digits.
final class DoubleSumAccumulator extends Accumulator {
    /// What is made of the values.
    enum Kind {
        SUM,
        AVERAGE,
        PRODUCT
    }

    private final Kind kind;
    private final SeenGroups seen = new SeenGroups();
    private double[] values = {};
    private long[] counts = {};

    DoubleSumAccumulator(Kind kind) {
        this.kind = kind;
    }

    @Override
    void grow(int capacity) {
        int before = values.length;
        values = Arrays.copyOf(values, capacity);
        if (kind == Kind.PRODUCT) {
            Arrays.fill(values, before, capacity, 1.0);
        }
        if (kind == Kind.AVERAGE) {
            counts = Arrays.copyOf(counts, capacity);
        }
        seen.grow(capacity);
    }

    @Override
    int bytesPerGroup() {
        return 9 + (kind == Kind.AVERAGE ? 8 : 0);
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        GroupedRows valid = take(chunk.flat(arguments[0]), rows);
        if (kind == Kind.AVERAGE) {
            CountAccumulator.count(valid, counts);
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        take(chunk.flat(columns[0]), rows);
        if (kind == Kind.AVERAGE) {
            CountAccumulator.addCounts(chunk, columns[1], rows, counts);
        }
    }

    private GroupedRows take(FlatVector vector, GroupedRows rows) {
        GroupedRows valid = rows.where(vector.validity());
        seen.mark(valid);
        double[] source = Doubles.of(vector, valid);
        if (kind == Kind.PRODUCT) {
            multiply(source, valid.rows(), valid.count(), valid.groups(), values);
        } else if (valid.runCount() > 0) {
            addRuns(source, valid);
        } else {
            add(source, valid.rows(), valid.count(), valid.groups(), values);
        }
        return valid;
    }

    private void addRuns(double[] source, GroupedRows rows) {
        for (int run = 0; run < rows.runCount(); run++) {
            values[rows.runGroup(run)] =
                    sum(source, rows.rows(), rows.runStart(run), rows.runEnd(run), values[rows.runGroup(run)]);
        }
    }

    private static double sum(double[] source, int[] rows, int from, int to, double start) {
        double sum = start;
        for (int i = from; i < to; i++) {
            sum += source[rows[i]];
        }
        return sum;
    }

    private static void add(double[] source, int[] rows, int count, int[] groups, double[] sums) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            sums[groups[row]] += source[row];
        }
    }

    private static void multiply(double[] source, int[] rows, int count, int[] groups, double[] products) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            products[groups[row]] *= source[row];
        }
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        write(groups, count, targets[0], false);
        if (kind == Kind.AVERAGE) {
            CountAccumulator.write(counts, groups, count, targets[1]);
        }
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        write(groups, count, target, kind == Kind.AVERAGE);
    }

    private void write(int[] groups, int count, FlatVector target, boolean divide) {
        target.ensureCapacity(count);
        seen.writeNulls(groups, count, target);
        double[] to = ((DoubleVector) target).values();
        for (int i = 0; i < count; i++) {
            to[i] = divide ? values[groups[i]] / counts[groups[i]] : values[groups[i]];
        }
        Doubles.roundReal(target, count);
    }

    @Override
    void clear() {
        Arrays.fill(values, kind == Kind.PRODUCT ? 1.0 : 0.0);
        Arrays.fill(counts, 0L);
        seen.clear();
    }

    @Override
    public void close() {
        values = new double[0];
        counts = new long[0];
        seen.clear();
    }
}
