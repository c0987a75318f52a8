// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sheaf.exec.kernel.text.ByteSearch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Both twins against a loop over all places, long enough for the compiler to have had its way with them.
class RegionSearchTest {
    private static final int ROUNDS = 4000;
    private static final int BYTES = 300;

    @Test
    void vectorIsChosenWhereTheModuleIsThere() {
        assertInstanceOf(VectorRegionSearch.class, RegionSearch.best());
    }

    @Test
    void twinsFindWhatALoopFinds() {
        Random random = new Random(17);
        RegionSearch[] twins = {new VectorRegionSearch(), new ScalarRegionSearch()};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(BYTES);
            for (int round = 0; round < ROUNDS; round++) {
                // Few letters, so that there are matches, and halves of matches.
                int letters = 1 + random.nextInt(4);
                byte[] bytes = new byte[BYTES];
                for (int i = 0; i < BYTES; i++) {
                    bytes[i] = (byte) ('a' + random.nextInt(letters));
                }
                MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, BYTES);
                int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 20 : 5);
                int needleAt = random.nextInt(BYTES - length);
                byte[] needle = Arrays.copyOfRange(bytes, needleAt, needleAt + length);
                int from = random.nextInt(BYTES);
                int to = random.nextInt(3) == 0 ? BYTES : from + random.nextInt(BYTES - from + 1);
                int room = random.nextInt(4) == 0 ? 3 : BYTES;
                int[] expected = IntStream.rangeClosed(from, to - length)
                        .filter(place -> Arrays.equals(bytes, place, place + length, needle, 0, length))
                        .map(place -> place - from)
                        .limit(room)
                        .toArray();
                for (RegionSearch twin : twins) {
                    int[] places = new int[room];
                    int found = twin.find(new ByteSearch(needle), segment, from, to, places);
                    assertArrayEquals(
                            expected,
                            Arrays.copyOf(places, found),
                            twin.getClass().getSimpleName() + " in round " + round);
                }
            }
        }
    }
}
