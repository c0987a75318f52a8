// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.storage.file.MalformedDataException;
import io.airlift.compress.v3.lz4.Lz4FrameJavaCompressor;
import io.airlift.compress.v3.lz4.Lz4FrameJavaDecompressor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Aircompressor's frames are the other side here; in the product they would load native code.
class Lz4FramesTest {
    private static byte[] text(int length, long seed, int alphabet) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i > 100 && random.nextInt(4) > 0 ? bytes[i - 1 - random.nextInt(90)]
                    : random.nextInt(alphabet));
        }
        return bytes;
    }

    @Test
    void agreesWithAircompressor() {
        for (int length : new int[] {1, 12, 13, 100, 5_000, 70_000, 5 << 20}) {
            for (int alphabet : new int[] {1, 4, 256}) {
                byte[] plain = text(length, length + alphabet, alphabet);
                byte[] own = new byte[Lz4Frames.compressedBytesMax(length)];
                int ownLength = Lz4Frames.compress(plain, length, own, 0);
                byte[] back = new byte[length];
                assertEquals(length, new Lz4FrameJavaDecompressor().decompress(own, 0, ownLength, back, 0, length));
                assertArrayEquals(plain, back);

                Lz4FrameJavaCompressor other = new Lz4FrameJavaCompressor();
                byte[] framed = new byte[other.maxCompressedLength(length)];
                int framedLength = other.compress(plain, 0, length, framed, 0, framed.length);
                MemorySegment output = MemorySegment.ofArray(new byte[length]);
                assertEquals(length, Lz4Frames.decompress(
                        MemorySegment.ofArray(Arrays.copyOf(framed, framedLength)), output));
                assertEquals(-1, output.mismatch(MemorySegment.ofArray(plain)));
            }
        }
    }

    @Test
    void refusesBrokenFrames() {
        byte[] plain = text(1_000, 5, 4);
        byte[] frame = new byte[Lz4Frames.compressedBytesMax(1_000)];
        byte[] good = Arrays.copyOf(frame, Lz4Frames.compress(plain, 1_000, frame, 0));
        assertThrows(MalformedDataException.class, () -> Lz4Frames.decompress(
                MemorySegment.ofArray(new byte[20]), MemorySegment.ofArray(new byte[10])));
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = Arrays.copyOf(frame, good.length);
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            MemorySegment output = MemorySegment.ofArray(new byte[1_000]);
            try {
                Lz4Frames.decompress(MemorySegment.ofArray(bad), output);
            } catch (MalformedDataException | IndexOutOfBoundsException expected) {
                assertEquals(1_000, output.byteSize());
            }
        }
    }
}
