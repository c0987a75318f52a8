// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.vector.Bits;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of keys of two words against comparing each row with the one before, past compilation.
class KeyBoundariesTest {
    private static final int ROUNDS = 2000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 100, 128})
    void notesEachChange(int prefixBits) {
        Random random = new Random(prefixBits);
        for (int round = 0; round < ROUNDS; round++) {
            int count = 1 + random.nextInt(200);
            long[] first = words(random, count);
            long[] second = words(random, count);
            KeyBoundaries boundaries = new KeyBoundaries(prefixBits, count);
            boundaries.mark(0, first, 0, count);
            for (int start = 0; start < count;) {
                int end = start + 1;
                while (end < count && first[end] == first[start]) {
                    end++;
                }
                Arrays.sort(second, start, end);
                boundaries.mark(1, second, start, end);
                start = end;
            }
            for (int i = 0; i < count; i++) {
                int common = i == 0 ? -1 : commonBits(first[i - 1] ^ first[i], second[i - 1] ^ second[i]);
                String row = "round " + round + ", row " + i;
                assertEquals(common < 128, Bits.get(boundaries.starts(), i), row);
                assertEquals(common < prefixBits, Bits.get(boundaries.prefixStarts(), i), row);
            }
        }
    }

    private static int commonBits(long first, long second) {
        return first != 0 ? Long.numberOfLeadingZeros(first) : 64 + Long.numberOfLeadingZeros(second);
    }

    /// Sorted, few different ones, which differ high up or far down.
    private static long[] words(Random random, int count) {
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = (long) random.nextInt(2) << 62 | (long) random.nextInt(3) << 27 | random.nextInt(2);
        }
        Arrays.sort(words);
        return words;
    }
}
