// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.vector.StringViews;
import dev.sheaf.storage.scan.ValueBounds;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StringBoundsTest {
    @Test
    void holdAllStringsAndNotMuchMore() {
        SplittableRandom random = new SplittableRandom(4);
        int tight = 0;
        for (int i = 0; i < 3000; i++) {
            byte[][] strings = new byte[1 + random.nextInt(4)][];
            StringBounds bounds = new StringBounds();
            try (Arena arena = Arena.ofConfined()) {
                for (int j = 0; j < strings.length; j++) {
                    strings[j] = string(random);
                    add(strings[j], bounds, arena);
                }
            }
            ValueBounds found = bounds.bounds(false, false);
            byte[] max = (byte[]) found.max();
            for (byte[] string : strings) {
                assertTrue(Arrays.compareUnsigned((byte[]) found.min(), string) <= 0, Arrays.toString(string));
                assertTrue(max == null || Arrays.compareUnsigned(max, string) >= 0, Arrays.toString(string));
            }
            byte[] beyond = strings[0].clone();
            if (beyond.length > 0 && beyond[0] != -1) {
                beyond[0]++;
                tight += Arrays.stream(strings).allMatch(each -> Arrays.compareUnsigned(each, beyond) < 0)
                        && max != null
                        && Arrays.compareUnsigned(max, beyond) <= 0
                                ? 1
                                : 0;
            }
        }
        assertTrue(tight > 500, tight + " upper bounds below the next first byte");
    }

    private static void add(byte[] string, StringBounds bounds, Arena arena) {
        MemorySegment heap = arena.allocate(string.length + 1L);
        MemorySegment.copy(string, 0, heap, ValueLayout.JAVA_BYTE, 0, string.length);
        long first = StringViews.first(heap, 0, string.length);
        long second = StringViews.isInline(string.length)
                ? StringViews.inlineSecond(heap, 0, string.length)
                : StringViews.reference(0, 0);
        long low = StringBounds.low(first, second, new MemorySegment[] {heap});
        bounds.add(low, StringBounds.high(first, low));
    }

    private static byte[] string(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(20)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> -1;
                default -> 'a';
            };
        }
        return bytes;
    }
}
