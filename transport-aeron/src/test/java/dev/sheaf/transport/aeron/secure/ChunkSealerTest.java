// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.secure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.HandClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkSealerTest {
    private static final LinkSecret SECRET = LinkSecret.ofBytes(bytes(32, 1));
    private static final CipherScope SCOPE = new CipherScope("a", 1, "b", 2, 3, 4);

    private final HandClock clock = new HandClock();

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private ChunkSealer sealer(KeyRotation rotation) {
        return new ChunkSealer(SECRET, SCOPE, rotation, clock);
    }

    private static byte[] seal(ChunkSealer sealer, byte[] contents) {
        byte[] message = new byte[ChunkSealer.sealedBytes(contents.length)];
        assertEquals(message.length, sealer.seal(contents, contents.length, message, 0));
        return message;
    }

    private static byte[] open(ChunkOpener opener, byte[] chunk) {
        byte[] target = new byte[ChunkOpener.contentBytes(chunk.length)];
        assertEquals(target.length, opener.open(chunk, 0, chunk.length, target));
        return target;
    }

    private static void assertRefused(ChunkOpener opener, byte[] chunk) {
        byte[] target = new byte[ChunkOpener.contentBytes(chunk.length)];
        SheafException refused =
                assertThrows(SheafException.class, () -> opener.open(chunk, 0, chunk.length, target));
        assertEquals(ErrorCode.SECURITY_VIOLATION, refused.code());
        assertArrayEquals(new byte[target.length], target, "contents that were not proved");
    }

    @Test
    void opensWhatWasSealedAndHidesIt() {
        ChunkSealer sealer = sealer(KeyRotation.DEFAULT);
        ChunkOpener opener = new ChunkOpener(SECRET, SCOPE);
        for (int size : new int[] {0, 1, 15, 16, 17, 1376, 65_536, 1 << 20}) {
            byte[] contents = bytes(size, size);
            byte[] chunk = seal(sealer, contents);
            assertEquals(size + 32, chunk.length);
            if (size >= 16) {
                byte[] sealed = Arrays.copyOfRange(chunk, ChunkHead.BYTES, ChunkHead.BYTES + size);
                assertTrue(Arrays.mismatch(sealed, contents) >= 0);
            }
            assertArrayEquals(contents, open(opener, chunk));
        }
    }

    @Test
    void whatIsSaidInTheOpenIsProvedAlong() {
        ChunkSealer sealer = sealer(KeyRotation.DEFAULT);
        byte[] message = Arrays.copyOf(bytes(20, 3), 20 + ChunkSealer.sealedBytes(7));
        assertEquals(message.length, sealer.seal(bytes(7, 1), 7, message, 20));
        assertArrayEquals(bytes(20, 3), Arrays.copyOf(message, 20));
        byte[] opened = new byte[7];
        assertEquals(7, new ChunkOpener(SECRET, SCOPE).open(message, 20, message.length, opened));
        assertArrayEquals(bytes(7, 1), opened);
        message[5] ^= 1;
        assertThrows(
                SheafException.class,
                () -> new ChunkOpener(SECRET, SCOPE).open(message, 20, message.length, opened));
        assertThrows(IllegalArgumentException.class, () -> sealer.seal(new byte[9], 9, new byte[60], 20));
    }

    @Test
    void equalContentsLookDifferentEachTime() {
        ChunkSealer sealer = sealer(KeyRotation.DEFAULT);
        byte[] first = seal(sealer, new byte[64]);
        byte[] second = seal(sealer, new byte[64]);
        for (int i = 0; i + 8 <= 64; i += 8) {
            int at = ChunkHead.BYTES + i;
            assertTrue(Arrays.mismatch(first, at, at + 8, second, at, at + 8) >= 0, "block " + i);
        }
    }

    @Test
    void refusesAnyAlteredBit() {
        byte[] chunk = seal(sealer(KeyRotation.DEFAULT), bytes(40, 9));
        for (int bit = 0; bit < chunk.length * 8; bit++) {
            byte[] altered = chunk.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(new ChunkOpener(SECRET, SCOPE), altered);
        }
        for (int length = 0; length < chunk.length; length++) {
            assertRefused(new ChunkOpener(SECRET, SCOPE), Arrays.copyOf(chunk, length));
        }
        assertRefused(new ChunkOpener(SECRET, SCOPE), Arrays.copyOf(chunk, chunk.length + 1));
    }

    @Test
    void refusesChunksOutOfTurnAndAllAfterThem() {
        ChunkSealer sealer = sealer(KeyRotation.DEFAULT);
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            chunks.add(seal(sealer, bytes(10, i)));
        }
        ChunkOpener repeated = new ChunkOpener(SECRET, SCOPE);
        open(repeated, chunks.get(0));
        assertRefused(repeated, chunks.get(0));
        assertRefused(repeated, chunks.get(1));
        ChunkOpener leftOut = new ChunkOpener(SECRET, SCOPE);
        open(leftOut, chunks.get(0));
        assertRefused(leftOut, chunks.get(2));
        ChunkOpener swapped = new ChunkOpener(SECRET, SCOPE);
        assertRefused(swapped, chunks.get(1));
        assertRefused(swapped, chunks.get(0));
    }

    static Stream<CipherScope> otherScopes() {
        return Stream.of(
                new CipherScope("x", 1, "b", 2, 3, 4),
                new CipherScope("a", 9, "b", 2, 3, 4),
                new CipherScope("a", 1, "x", 2, 3, 4),
                new CipherScope("a", 1, "b", 9, 3, 4),
                new CipherScope("a", 1, "b", 2, 9, 4),
                new CipherScope("a", 1, "b", 2, 3, 9),
                new CipherScope("b", 2, "a", 1, 3, 4));
    }

    @ParameterizedTest
    @MethodSource("otherScopes")
    void refusesChunksFromElsewhere(CipherScope other) {
        byte[] chunk = seal(new ChunkSealer(SECRET, other, KeyRotation.DEFAULT, clock), bytes(10, 1));
        assertRefused(new ChunkOpener(SECRET, SCOPE), chunk);
    }

    @Test
    void refusesAnotherSecret() {
        byte[] chunk = seal(sealer(KeyRotation.DEFAULT), bytes(10, 1));
        assertRefused(new ChunkOpener(LinkSecret.ofBytes(bytes(32, 2)), SCOPE), chunk);
    }

    @Test
    void keysChangeByCountAndByTime() {
        ChunkSealer sealer = sealer(new KeyRotation(3, 1_000_000));
        ChunkOpener opener = new ChunkOpener(SECRET, SCOPE);
        List<Integer> generations = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            if (i == 7) {
                clock.advance(1_000_000);
            }
            byte[] chunk = seal(sealer, bytes(5, i));
            generations.add((int) chunk[0]);
            assertArrayEquals(bytes(5, i), open(opener, chunk));
        }
        assertEquals(List.of(0, 0, 0, 1, 1, 1, 2, 3, 3, 3), generations);
    }

    @Test
    void refusesTheKeyAfterNextAndOneFromBefore() {
        UnaryOperator<ChunkOpener> throughFirstTwo = opener -> {
            ChunkSealer sealer = sealer(new KeyRotation(1, Long.MAX_VALUE));
            open(opener, seal(sealer, bytes(1, 1)));
            open(opener, seal(sealer, bytes(1, 2)));
            return opener;
        };
        ChunkSealer sealer = sealer(new KeyRotation(1, Long.MAX_VALUE));
        byte[] first = seal(sealer, bytes(1, 1));
        seal(sealer, bytes(1, 2));
        byte[] third = seal(sealer, bytes(1, 3));
        byte[] fourth = seal(sealer, bytes(1, 4));
        assertArrayEquals(bytes(1, 3), open(throughFirstTwo.apply(new ChunkOpener(SECRET, SCOPE)), third));
        assertRefused(throughFirstTwo.apply(new ChunkOpener(SECRET, SCOPE)), fourth);
        assertRefused(throughFirstTwo.apply(new ChunkOpener(SECRET, SCOPE)), first);
    }
}
