// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValueHashTest {
    private static final long FOLD = 0x9FB2_1C65_1E98_DF25L;

    /// The definition, byte by byte: it must not change without a new version.
    private static long longString(byte[] bytes) {
        long hash = bytes.length * FOLD;
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            hash = Long.rotateLeft((hash ^ littleEndian(bytes, i, 8)) * FOLD, 29);
        }
        return ValueHash.ofLong(hash ^ littleEndian(bytes, i, bytes.length - i));
    }

    private static long littleEndian(byte[] bytes, int from, int count) {
        long word = 0;
        for (int i = from + count - 1; i >= from; i--) {
            word = word << 8 | bytes[i] & 0xFF;
        }
        return word;
    }

    @Test
    void longStringsAreFoldedByWords() {
        SplittableRandom random = new SplittableRandom(3);
        try (Arena arena = Arena.ofConfined()) {
            for (int length = 13; length < 80; length++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                MemorySegment heap = arena.allocate(length + 3L);
                MemorySegment.copy(bytes, 0, heap, ValueLayout.JAVA_BYTE, 3, length);
                long first = StringViews.first(heap, 3, length);
                assertEquals(
                        longString(bytes),
                        ValueHash.ofView(first, StringViews.reference(0, 3), new MemorySegment[] {heap}),
                        length + " bytes");
            }
        }
    }
}
