// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiveRingTest {
    private static final int FRAME_BYTES_MAX = 1000;
    private static final int WINDOW_BYTES = 2 * ReceiveRing.recordBytes(FRAME_BYTES_MAX);

    private final EngineMemory memory = new EngineMemory(1 << 20);
    private final ReceiveRing ring = new ReceiveRing(WINDOW_BYTES, FRAME_BYTES_MAX, memory.context());

    @AfterEach
    void release() {
        ring.release();
        memory.close();
    }

    @Test
    void holdsAWindowOfFramesOfAnySizeInOrder() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        Deque<byte[]> expected = new ArrayDeque<>();
        int held = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = new byte[random.nextInt(4) == 0 ? random.nextInt(8) : random.nextInt(FRAME_BYTES_MAX + 1)];
            random.nextBytes(frame);
            int bytes = ReceiveRing.recordBytes(frame.length);
            while (held + bytes > WINDOW_BYTES) {
                held -= take(expected);
            }
            assertTrue(ring.begin(frame.length), () -> "no room, seed " + seed);
            int cut = random.nextInt(frame.length + 1);
            ring.append(new UnsafeBuffer(frame), 0, cut);
            assertEquals(expected.isEmpty(), ring.isEmpty(), "seen before it is whole");
            ring.append(new UnsafeBuffer(frame), cut, frame.length - cut);
            ring.commit();
            expected.add(frame);
            held += bytes;
        }
        while (!expected.isEmpty()) {
            take(expected);
        }
        assertNull(ring.peek());
        assertTrue(ring.isEmpty());
    }

    private int take(Deque<byte[]> expected) {
        MemorySegment frame = ring.peek();
        assertNotNull(frame);
        byte[] wanted = expected.remove();
        assertEquals(-1, MemorySegment.ofArray(wanted).mismatch(frame));
        assertEquals(wanted.length, frame.toArray(ValueLayout.JAVA_BYTE).length);
        return ring.advance((int) frame.byteSize());
    }

    @Test
    void refusesWhatIsMoreThanItHolds() {
        int frames = 0;
        while (ring.begin(FRAME_BYTES_MAX)) {
            ring.append(new UnsafeBuffer(new byte[FRAME_BYTES_MAX]), 0, FRAME_BYTES_MAX);
            ring.commit();
            frames++;
        }
        assertTrue(frames >= 2);
        assertFalse(ring.begin(FRAME_BYTES_MAX));
        assertThrows(SheafException.class, () -> ring.append(new UnsafeBuffer(new byte[1]), 0, 1));
    }

    @Test
    void refusesFramesThatBelieTheirLength() {
        assertTrue(ring.begin(4));
        ring.append(new UnsafeBuffer(new byte[3]), 0, 3);
        assertThrows(SheafException.class, ring::commit);
        assertThrows(SheafException.class, () -> ring.append(new UnsafeBuffer(new byte[2]), 0, 2));
        assertTrue(ring.isEmpty());
    }
}
