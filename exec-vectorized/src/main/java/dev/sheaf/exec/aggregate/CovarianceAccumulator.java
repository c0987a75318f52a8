// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;

/// Covariance, correlation and linear regression of pairs (y, x), by running means. Pairs with a null are passed over.
///
/// A group has five numbers: the means of y and x, the sum of the products of their differences from them, and the sums
/// of the squares of the differences of y and of x. The state has the first three where the function needs no more.
final class CovarianceAccumulator extends Accumulator {
    private static final int WORDS = 5;
    private static final int MEAN_Y = 0;
    private static final int MEAN_X = 1;
    private static final int PRODUCTS = 2;
    private static final int SQUARES_Y = 3;
    private static final int SQUARES_X = 4;

    private final AggregateFunction function;
    private long[] counts = {};
    private double[] moments = {};

    CovarianceAccumulator(AggregateFunction function) {
        this.function = function;
    }

    private int stateWords() {
        return function == AggregateFunction.COVAR_POP || function == AggregateFunction.COVAR_SAMP ? 3 : WORDS;
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
        FlatVector first = chunk.flat(arguments[0]);
        FlatVector second = chunk.flat(arguments[1]);
        GroupedRows valid = rows.where(first.validity()).where(second.validity());
        double[] ys = Doubles.of(first, valid);
        double[] xs = Doubles.of(second, valid);
        for (int i = 0; i < valid.count(); i++) {
            int row = valid.rows()[i];
            int group = valid.groups()[row];
            int at = WORDS * group;
            long count = ++counts[group];
            double y = ys[row] - moments[at + MEAN_Y];
            double x = xs[row] - moments[at + MEAN_X];
            moments[at + MEAN_Y] += y / count;
            moments[at + MEAN_X] += x / count;
            double restX = xs[row] - moments[at + MEAN_X];
            moments[at + PRODUCTS] += y * restX;
            moments[at + SQUARES_Y] += y * (ys[row] - moments[at + MEAN_Y]);
            moments[at + SQUARES_X] += x * restX;
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        LongVector countColumn = (LongVector) chunk.flat(columns[0]);
        double[][] words = new double[stateWords()][];
        for (int i = 0; i < words.length; i++) {
            words[i] = ((DoubleVector) chunk.flat(columns[1 + i])).values();
        }
        GroupedRows valid = rows.where(countColumn.validity());
        for (int i = 0; i < valid.count(); i++) {
            int row = valid.rows()[i];
            long count = countColumn.values()[row];
            if (count > 0) {
                merge(valid.groups()[row], count, words, row);
            }
        }
    }

    private void merge(int group, long count, double[][] words, int row) {
        int at = WORDS * group;
        double total = (double) counts[group] + count;
        double share = count / total;
        double weight = counts[group] * share;
        double y = words[MEAN_Y][row] - moments[at + MEAN_Y];
        double x = words[MEAN_X][row] - moments[at + MEAN_X];
        moments[at + PRODUCTS] += words[PRODUCTS][row] + y * x * weight;
        if (words.length == WORDS) {
            moments[at + SQUARES_Y] += words[SQUARES_Y][row] + y * y * weight;
            moments[at + SQUARES_X] += words[SQUARES_X][row] + x * x * weight;
        }
        moments[at + MEAN_Y] += y * share;
        moments[at + MEAN_X] += x * share;
        counts[group] += count;
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        CountAccumulator.write(counts, groups, count, targets[0]);
        for (int word = 0; word < stateWords(); word++) {
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
            if (defined(groups[i])) {
                to[i] = result(groups[i]);
            } else {
                target.setNull(i);
            }
        }
    }

    private boolean defined(int group) {
        int at = WORDS * group;
        long count = counts[group];
        return switch (function) {
            case COVAR_SAMP -> count > 1;
            case REGR_SLOPE, REGR_INTERCEPT, REGR_R2 -> count > 0 && moments[at + SQUARES_X] > 0;
            case CORR -> count > 0 && moments[at + SQUARES_X] > 0 && moments[at + SQUARES_Y] > 0;
            default -> count > 0;
        };
    }

    private double result(int group) {
        int at = WORDS * group;
        double products = moments[at + PRODUCTS];
        double squaresX = moments[at + SQUARES_X];
        double squaresY = moments[at + SQUARES_Y];
        return switch (function) {
            case COVAR_SAMP -> products / (counts[group] - 1);
            case COVAR_POP -> products / counts[group];
            case CORR -> Math.clamp(products / (Math.sqrt(squaresX) * Math.sqrt(squaresY)), -1, 1);
            case REGR_SLOPE -> products / squaresX;
            case REGR_INTERCEPT -> moments[at + MEAN_Y] - products / squaresX * moments[at + MEAN_X];
            case REGR_R2 -> squaresY == 0 ? 1 : products * products / (squaresX * squaresY);
            default -> throw new IllegalStateException(function.name());
        };
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
