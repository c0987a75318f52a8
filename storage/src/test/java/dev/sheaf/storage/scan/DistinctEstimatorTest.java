// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

final class DistinctEstimatorTest {
    private static final int BLOCK_ROWS = 2_048;

    @Test
    void fewValuesOfALongTableAreNotScaled() {
        assertEquals(51, estimate(100_000, 1, row -> row * 7 % 51), 1);
    }

    @Test
    void keysAreScaled() {
        assertEquals(100_000, estimate(100_000, 1, row -> row), 1);
    }

    @Test
    void sortedValuesAreScaled() {
        // 365 rows of each value: another block would hold others.
        assertEquals(100_000 / 365.0, estimate(100_000, 1, row -> row / 365), 30);
    }

    @Test
    void severalBlocksTellByTheirOverlap() {
        assertEquals(3_000, estimate(1_000_000, 4, row -> (int) ((row * 2_654_435_761L >>> 7) % 3_000)), 300);
    }

    @Test
    void wholeTablesAreCounted() {
        assertEquals(12, estimate(BLOCK_ROWS, 1, row -> row / 200 % 12), 1);
    }

    private static double estimate(double tableRows, int blocks, IntUnaryOperator values) {
        DistinctEstimator estimator = new DistinctEstimator();
        for (int block = 0; block < blocks; block++) {
            IntVector vector = (IntVector) FlatVector.allocate(DataType.INTEGER, BLOCK_ROWS);
            for (int row = 0; row < BLOCK_ROWS; row++) {
                vector.values()[row] = values.applyAsInt(block * BLOCK_ROWS + row);
            }
            estimator.add(vector, BLOCK_ROWS);
        }
        return estimator.distinctCount(tableRows);
    }
}
