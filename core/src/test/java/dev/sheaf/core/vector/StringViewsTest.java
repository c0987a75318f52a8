// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Views of pairs of strings that differ late or not at all, against arrays of their bytes.
class StringViewsTest {
    private final Arena arena = Arena.ofAuto();

    /// A string at the very end of its heap, so that reading beyond it would be noticed.
    private final class View {
        private final long first;
        private final long second;
        private final MemorySegment[] heaps;

        View(byte[] bytes, int offset) {
            MemorySegment heap = arena.allocate(offset + bytes.length + (bytes.length == 0 ? 1 : 0));
            MemorySegment.copy(bytes, 0, heap, ValueLayout.JAVA_BYTE, offset, bytes.length);
            heaps = new MemorySegment[] {heap};
            first = StringViews.first(heap, offset, bytes.length);
            second = StringViews.isInline(bytes.length)
                    ? StringViews.inlineSecond(heap, offset, bytes.length)
                    : StringViews.reference(0, offset);
        }
    }

    private static byte[] bytes(SplittableRandom random) {
        return bytes(random, 24);
    }

    private static byte[] bytes(SplittableRandom random, int bound) {
        byte[] bytes = new byte[random.nextInt(bound)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 'a');
        }
        return bytes;
    }

    @Test
    void comparesAsBytesDo() {
        SplittableRandom random = new SplittableRandom(1);
        int equal = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] left = bytes(random);
            byte[] right = random.nextInt(3) == 0 ? left.clone() : bytes(random);
            View a = new View(left, random.nextInt(3));
            View b = new View(right, random.nextInt(3));
            int order = Arrays.compareUnsigned(left, right);
            assertEquals(
                    order == 0, StringViews.equal(a.first, a.second, a.heaps, b.first, b.second, b.heaps));
            assertEquals(
                    Integer.signum(order),
                    Integer.signum(StringViews.compare(a.first, a.second, a.heaps, b.first, b.second, b.heaps)),
                    Arrays.toString(left) + " and " + Arrays.toString(right));
            long prefixA = StringViews.orderedPrefix(a.first, a.second, a.heaps);
            long prefixB = StringViews.orderedPrefix(b.first, b.second, b.heaps);
            if (prefixA != prefixB) {
                assertEquals(Integer.signum(order), Long.compareUnsigned(prefixA, prefixB));
            }
            equal += order == 0 ? 1 : 0;
        }
        assertTrue(equal > 1000);
    }

    @Test
    void givesItsBytesBack() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = bytes(random, 100);
            View view = new View(bytes, random.nextInt(3));
            assertEquals(bytes.length, StringViews.length(view.first));
            assertArrayEquals(bytes, StringViews.toByteArray(view.first, view.second, view.heaps));
            MemorySegment target = arena.allocate(5 + bytes.length);
            StringViews.copyTo(view.first, view.second, view.heaps, target, 5);
            assertArrayEquals(
                    bytes, target.asSlice(5, bytes.length).toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
