// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 2048})
    void allRowsAreSelected(int rowCount) {
        Selection selection = new Selection(8).selectAll(rowCount);
        assertEquals(rowCount, selection.count());
        assertEquals(rowCount, selection.rowCount());
        assertArrayEquals(IntStream.range(0, rowCount).toArray(), Arrays.copyOf(selection.rows(), rowCount));
    }

    @Test
    void bitsPastTheLastRowAreCleared() {
        Selection selection = new Selection(100);
        Arrays.fill(selection.start(70), -1L);
        selection.complete();
        assertEquals(70, selection.count());
        assertEquals(0x3F, selection.bits()[1]);
        assertTrue(selection.contains(69));
        assertFalse(selection.contains(70));
    }

    @Test
    void rowNumbersFollowTheBitsOfEachUse() {
        SplittableRandom random = new SplittableRandom(3);
        Selection selection = new Selection(64);
        for (int round = 0; round < 50; round++) {
            int rowCount = random.nextInt(1, 300);
            boolean[] wanted = new boolean[rowCount];
            long[] bits = selection.start(rowCount);
            Arrays.fill(bits, 0);
            for (int row = 0; row < rowCount; row++) {
                wanted[row] = random.nextInt(3) == 0;
                bits[row >> 6] |= (wanted[row] ? 1L : 0L) << row;
            }
            selection.complete();
            int[] expected =
                    IntStream.range(0, rowCount).filter(row -> wanted[row]).toArray();
            assertEquals(expected.length, selection.count());
            assertArrayEquals(expected, Arrays.copyOf(selection.rows(), selection.count()), "round " + round);
        }
    }
}
