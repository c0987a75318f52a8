// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberSetTest {
    private static NumberSet of(long... numbers) {
        long first = Arrays.stream(numbers).min().orElse(0) & -64;
        long last = Arrays.stream(numbers).max().orElse(0);
        long[] words = new long[(int) ((last - first) / 64 + 1)];
        for (long number : numbers) {
            words[(int) ((number - first) / 64)] |= 1L << number;
        }
        return new NumberSet(first, words);
    }

    @Test
    void knowsWhatIsInIt() {
        NumberSet set = of(-70, -1, 0, 63, 64, 200);
        for (long number : new long[] {-70, -1, 0, 63, 64, 200}) {
            assertTrue(set.contains(number), number + " in " + set);
        }
        for (long number : new long[] {-71, -2, 1, 65, 199, 264, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertFalse(set.contains(number), number + " in " + set);
            assertFalse(NumberSet.NONE.contains(number));
        }
    }

    @Test
    void keepsTheRowsWhoseValuesAreInIt() {
        NumberSet set = of(3, 500);
        int[] rows = {0, 2, 3, 4};
        assertEquals(2, set.select(new long[] {3, 3, 500, Long.MIN_VALUE, 4}, rows, 4));
        assertArrayEquals(new int[] {0, 2}, Arrays.copyOf(rows, 2));
        int[] others = {4, 3, 1};
        assertEquals(1, set.select(new int[] {3, 9, 500, 500, -3}, others, 3));
        assertEquals(3, others[0]);
    }

    @Test
    void aUnionHasTheNumbersOfAll() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            long centre = random.nextLong(-1000, 1000);
            TreeSet<Long> all = new TreeSet<>();
            List<NumberSet> parts = IntStream.range(0, 1 + i % 4)
                    .mapToObj(_ -> of(random.longs(20, centre - 300, centre + 700).peek(all::add).toArray()))
                    .toList();
            NumberSet union = NumberSet.union(parts);
            assertEquals(NumberSet.unionBytes(parts), union.byteSize());
            for (long number = centre - 400; number < centre + 800; number++) {
                assertEquals(all.contains(number), union.contains(number), number + " in " + union);
            }
        }
        assertEquals(0, NumberSet.union(List.of(NumberSet.NONE, NumberSet.NONE)).byteSize());
        assertTrue(NumberSet.union(List.of(NumberSet.NONE, of(-5))).contains(-5));
    }

    @Test
    void saysWhatAUnionTakesBeforeItIsMade() {
        NumberSet low = of(Long.MIN_VALUE);
        NumberSet high = of(Long.MAX_VALUE);
        assertEquals(1L << 61, NumberSet.unionBytes(List.of(low, high)));
    }

    @Test
    void beginsWithAWord() {
        assertThrows(IllegalArgumentException.class, () -> new NumberSet(1, new long[1]));
    }
}
