// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Against [BitSet].
class BitsTest {
    private static final int[] SIZES = {0, 1, 2, 63, 64, 65, 127, 128, 129, 1000};

    private final SplittableRandom random = new SplittableRandom(3);

    private long[] randomBits(int rows) {
        return random.longs(Bits.words(rows) + 1).map(bits -> random.nextInt(3) == 0 ? 0 : bits).toArray();
    }

    private static BitSet set(long[] bits, int rows) {
        return BitSet.valueOf(bits).get(0, rows);
    }

    @Test
    void countsAndListsRowsWithoutThoseBehindTheEnd() {
        for (int rows : SIZES) {
            long[] bits = randomBits(rows);
            int[] found = new int[rows + 64];
            int count = Bits.toRows(bits, rows, found);
            assertArrayEquals(set(bits, rows).stream().toArray(), Arrays.copyOf(found, count), rows + " rows");
            assertEquals(set(bits, rows).cardinality(), Bits.count(bits, rows), rows + " rows");
        }
    }

    @Test
    void setsRows() {
        for (int rows : SIZES) {
            long[] before = randomBits(rows);
            long[] bits = before.clone();
            int[] chosen = random.ints(0, Math.max(1, rows)).limit(rows).toArray();
            Arrays.sort(chosen, 0, rows / 2);
            Bits.setRows(bits, chosen, rows);
            BitSet expected = BitSet.valueOf(before);
            Arrays.stream(chosen).forEach(expected::set);
            assertEquals(expected, BitSet.valueOf(bits), rows + " rows");
        }
    }

    @Test
    void setsAndClears() {
        for (int rows : SIZES) {
            long[] bits = new long[Bits.words(rows) + 1];
            Bits.setAll(bits, rows);
            assertEquals(rows, Bits.count(bits, rows));
            for (int row = 0; row < rows; row += 3) {
                Bits.clear(bits, row);
                assertFalse(Bits.get(bits, row));
                Bits.set(bits, row, true);
                assertTrue(Bits.get(bits, row));
                Bits.set(bits, row, false);
            }
            assertEquals(rows - (rows + 2) / 3, Bits.count(bits, rows));
            Bits.clearAll(bits, rows);
            assertEquals(0, Bits.count(bits, rows));
        }
    }

    @Test
    void intersectsWhereNoneMeansAll() {
        for (int rows : SIZES) {
            long[] left = randomBits(rows);
            long[] right = randomBits(rows);
            long[] target = new long[Bits.words(rows) + 1];
            BitSet expected = set(left, rows);
            Bits.and(left, null, target, rows);
            assertEquals(expected, set(target, rows));
            Bits.and(null, left, target, rows);
            assertEquals(expected, set(target, rows));
            expected.and(set(right, rows));
            Bits.and(left, right, target, rows);
            assertEquals(expected, set(target, rows));
        }
    }

    @Test
    void copiesFromAnyRow() {
        for (int rows : SIZES) {
            for (int from : new int[] {0, 1, 5, 63, 64, 70}) {
                long[] source = randomBits(rows + from);
                long[] target = new long[Bits.words(rows) + 1];
                Bits.copy(source, from, target, rows);
                assertEquals(BitSet.valueOf(source).get(from, from + rows), set(target, rows), rows + " from " + from);
            }
        }
    }
}
