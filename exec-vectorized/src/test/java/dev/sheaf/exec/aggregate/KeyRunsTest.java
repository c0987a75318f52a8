// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyRunsTest {
    private static final long[] EDGES = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, 1L << 32};

    @Test
    void findsNoneInFewRowsOrAmongKeysThatChange() {
        KeyRuns runs = new KeyRuns();
        assertFalse(runs.find(new long[63], GroupTable.ascending(63), 63));
        assertTrue(runs.find(new long[64], GroupTable.ascending(64), 64));
        assertEquals(1, runs.count());
        long[] changing = new long[1000];
        Arrays.setAll(changing, row -> row / 3);
        assertFalse(runs.find(changing, GroupTable.ascending(1000), 1000));
    }

    @Test
    void givesEachRowTheGroupOfItsKey() {
        Random random = new Random(5);
        KeyRuns runs = new KeyRuns();
        for (int round = 0; round < 200; round++) {
            int rowCount = 64 + random.nextInt(500);
            int length = 4 + random.nextInt(30);
            long[] keys = new long[2 * rowCount];
            int[] rows = new int[rowCount];
            int[] expected = new int[2 * rowCount];
            for (int i = 0; i < rowCount; i++) {
                rows[i] = 2 * i + random.nextInt(2);
                int edge = i / length % EDGES.length;
                keys[rows[i]] = EDGES[edge];
                expected[rows[i]] = 100 + edge;
            }
            assertTrue(runs.find(keys, rows, rowCount));
            assertEquals((rowCount + length - 1) / length, runs.count());
            int[] groups = new int[2 * rowCount];
            for (int run = 0; run < runs.count(); run++) {
                groups[runs.heads()[run]] = expected[runs.heads()[run]];
            }
            int[] runGroups = new int[runs.count()];
            int[] runEnds = new int[runs.count()];
            runs.write(groups, runGroups, runEnds);
            assertEquals(rowCount, runEnds[runs.count() - 1]);
            for (int run = 0; run < runs.count(); run++) {
                assertEquals(expected[rows[runEnds[run] - 1]], runGroups[run], "round " + round);
            }
            runs.spread(rows, groups);
            assertArrayEquals(expected, groups, "round " + round);
        }
    }
}
