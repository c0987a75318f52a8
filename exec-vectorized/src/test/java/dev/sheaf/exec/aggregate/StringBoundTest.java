// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.row.RandomChunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a bound dismisses against comparing whole strings, long enough for the compiler to have had its way with it.
class StringBoundTest {
    private static final int ROWS = 64;
    private static final int ROUNDS = 3000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dismissesOnlyWhatIsNotBeyond(boolean greatest) {
        Random random = new Random(greatest ? 1 : 2);
        int[] rows = IntStream.range(0, ROWS).toArray();
        int dismissed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringVector strings = (StringVector) RandomChunks.vector(DataType.VARCHAR, texts(random));
            StringBound bound = new StringBound(greatest);
            bound.set(strings.views()[0], strings.views()[1], strings.heaps());
            int next = 0;
            for (int row = 1; row < ROWS; row++) {
                if (next < row) {
                    next = bound.next(strings.views(), strings.heaps(), rows, row, ROWS);
                }
                int order = StringViews.compare(
                        strings.views()[2 * row],
                        strings.views()[2 * row + 1],
                        strings.heaps(),
                        strings.views()[0],
                        strings.views()[1],
                        strings.heaps());
                assertTrue(next == row || (greatest ? order <= 0 : order >= 0), "round " + round + ", row " + row);
                dismissed += next == row ? 0 : 1;
            }
            assertEquals(ROWS, bound.next(strings.views(), strings.heaps(), rows, ROWS, ROWS));
        }
        assertTrue(dismissed > ROUNDS * ROWS / 4, "dismissed " + dismissed);
    }

    /// Strings with long beginnings in common, bytes above 127 and zeros, short ones and long ones.
    private static List<String> texts(Random random) {
        String start = "the same beginning of all of them, and a long one at that, longer than is held".substring(
                0, random.nextInt(79));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            StringBuilder text =
                    new StringBuilder(start.substring(0, start.length() - random.nextInt(2) * start.length() / 3));
            for (int length = random.nextInt(14); length > 0; length--) {
                text.append("\0aéz".charAt(random.nextInt(4)));
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
