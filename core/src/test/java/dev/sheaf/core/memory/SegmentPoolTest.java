// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentPoolTest {
    private static final long SLAB = SegmentPool.SLAB_BYTES;
    private static final long HELD_MAX = 64 * SLAB;
    private static final long IDLE_MAX = 16 * SLAB;
    private static final long IDLE_KEPT = 4 * SLAB;

    private final SegmentPool pool = new SegmentPool(HELD_MAX, IDLE_MAX, IDLE_KEPT);

    @Test
    void classesAreQuarterStepsAndNoneIsSkipped() {
        try (pool) {
            long previous = 0;
            for (long bytes = 1024; bytes <= 8 * SLAB; bytes = SegmentPool.classBytes(bytes + 1)) {
                assertEquals(bytes, SegmentPool.classBytes(bytes));
                assertEquals(bytes, SegmentPool.classBytes(previous + 1));
                assertTrue(previous == 0 || bytes - previous <= previous / 4, previous + " " + bytes);
                Pooled taken = pool.take(bytes);
                assertEquals(bytes, taken.segment().byteSize());
                pool.giveBack(taken);
                previous = bytes;
            }
        }
    }

    @Test
    void aSlabWithoutLivePiecesServesAnotherClass() {
        try (pool) {
            for (long bytes = 1024; bytes <= SegmentPool.PIECE_BYTES_MAX; bytes = SegmentPool.classBytes(bytes + 1)) {
                List<Pooled> pieces = new ArrayList<>();
                for (long total = 0; total + bytes <= SLAB; total += bytes) {
                    pieces.add(pool.take(bytes));
                }
                assertEquals(0, pool.idleBytes());
                pieces.forEach(pool::giveBack);
                assertEquals(SLAB, pool.heldBytes(), "after pieces of " + bytes);
                assertEquals(SLAB, pool.idleBytes());
            }
            Pooled whole = pool.take(SLAB);
            assertEquals(SLAB, pool.heldBytes());
            pool.giveBack(whole);
        }
    }

    @Test
    void aSlabIsFilledBeforeAnotherIsTaken() {
        try (pool) {
            long bytes = SLAB / 4;
            List<Pooled> pieces = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                pieces.add(pool.take(bytes));
            }
            assertEquals(3 * SLAB, pool.heldBytes());
            // One piece of each of the three slabs comes back: all three have room, and none is idle.
            List.of(pieces.remove(8), pieces.remove(4), pieces.remove(0)).forEach(pool::giveBack);
            assertEquals(0, pool.idleBytes());
            for (int i = 0; i < 3; i++) {
                pieces.add(pool.take(bytes));
            }
            assertEquals(3 * SLAB, pool.heldBytes());
            pieces.forEach(pool::giveBack);
        }
    }

    @Test
    void idleMemoryBeyondItsBoundGoesBack() {
        try (pool) {
            List<Pooled> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(pool.take(SLAB));
            }
            assertEquals(40 * SLAB, pool.heldBytes());
            all.forEach(pool::giveBack);
            assertEquals(IDLE_MAX, pool.heldBytes());
            assertEquals(IDLE_MAX, pool.idleBytes());
        }
    }

    @Test
    void idleMemoryOfOtherSizesMakesRoomAtTheLimit() {
        try (pool) {
            List<Pooled> slabs = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                slabs.add(pool.take(SLAB));
            }
            slabs.forEach(pool::giveBack);
            Pooled most = pool.take(HELD_MAX - 2 * SLAB - SLAB / 2);
            assertEquals(2 * SLAB, pool.idleBytes());
            SheafException refused = assertThrows(SheafException.class, () -> pool.take(4 * SLAB));
            assertEquals(ErrorCode.OUT_OF_MEMORY, refused.code());
            assertEquals(pool.heldBytes(), most.segment().byteSize(), "idle memory gave way first");
            pool.giveBack(most);
            Pooled now = pool.take(4 * SLAB);
            pool.giveBack(now);
        }
    }

    @Test
    void whatIsNotNeededForLongGoesBackWhileOthersWork() {
        try (pool) {
            List<Pooled> burst = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                burst.add(pool.take(SLAB));
            }
            burst.forEach(pool::giveBack);
            assertEquals(16 * SLAB, pool.heldBytes());
            for (int i = 0; i < 100 * RegionPool.TURNS; i++) {
                pool.giveBack(pool.take(1024));
            }
            assertTrue(pool.heldBytes() <= IDLE_KEPT + 2 * SLAB, () -> pool.heldBytes() + " are held");
            assertTrue(pool.heldBytes() >= IDLE_KEPT, () -> pool.heldBytes() + " are held");
        }
    }

    @Test
    void whatIsNeededAgainAndAgainIsKept() {
        try (pool) {
            List<MemorySegment> first = new ArrayList<>();
            for (int round = 0; round < 50; round++) {
                List<Pooled> taken = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    taken.add(pool.take(SLAB));
                }
                if (round == 0) {
                    taken.forEach(piece -> first.add(piece.segment()));
                }
                assertTrue(taken.stream().allMatch(piece -> first.contains(piece.segment())), "round " + round);
                taken.forEach(pool::giveBack);
                assertEquals(12 * SLAB, pool.heldBytes(), "round " + round);
            }
        }
    }

    @Test
    void thePieceThatCameBackLastIsTakenFirst() {
        try (pool) {
            Pooled kept = pool.take(4096);
            Pooled one = pool.take(4096);
            Pooled two = pool.take(4096);
            pool.giveBack(one);
            pool.giveBack(two);
            assertSame(two, pool.take(4096));
            assertSame(one, pool.take(4096));
            List.of(kept, one, two).forEach(pool::giveBack);
        }
    }

    @Test
    void givingBackTwiceIsAnError() {
        try (pool) {
            Pooled kept = pool.take(4096);
            Pooled twice = pool.take(4096);
            pool.giveBack(twice);
            assertThrows(IllegalStateException.class, () -> pool.giveBack(twice));
            pool.giveBack(kept);
        }
    }

    @Test
    void whatIsGivenBackAfterTheEndIsFreed() {
        Pooled piece = pool.take(2048);
        Pooled region = pool.take(4 * SLAB);
        pool.close();
        assertEquals(5 * SLAB, pool.heldBytes());
        assertThrows(IllegalStateException.class, () -> pool.take(SLAB));
        pool.giveBack(piece);
        pool.giveBack(region);
        assertEquals(0, pool.heldBytes());
        assertThrows(IllegalStateException.class, () -> region.segment().get(ValueLayout.JAVA_BYTE, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void livePiecesNeverOverlapAndAccountsAreRight(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (pool) {
            TreeMap<Long, Pooled> live = new TreeMap<>();
            List<Pooled> order = new ArrayList<>();
            long liveBytes = 0;
            for (int step = 0; step < 3000; step++) {
                // Phases in which the pool fills, and in which it empties.
                boolean take = random.nextInt(10) < (step / 300 % 2 == 0 ? 7 : 3);
                if (take && liveBytes < HELD_MAX / 3 || order.isEmpty()) {
                    Pooled taken =
                            pool.take(SegmentPool.classBytes(1 + (random.nextLong() >>> 44 + random.nextInt(12))));
                    expectApart(live, taken, seed);
                    taken.segment().fill((byte) taken.segment().address());
                    order.add(taken);
                    liveBytes += taken.segment().byteSize();
                } else {
                    Pooled last = order.removeLast();
                    int index = random.nextInt(order.size() + 1);
                    Pooled returned = index == order.size() ? last : order.set(index, last);
                    expectUntouched(returned.segment(), (byte) returned.segment().address(), seed);
                    live.remove(returned.segment().address());
                    liveBytes -= returned.segment().byteSize();
                    pool.giveBack(returned);
                }
                assertTrue(pool.heldBytes() - pool.idleBytes() >= liveBytes, "seed " + seed);
                assertTrue(pool.idleBytes() <= IDLE_MAX && pool.heldBytes() <= HELD_MAX, "seed " + seed);
            }
            order.forEach(pool::giveBack);
            assertEquals(pool.heldBytes(), pool.idleBytes(), "seed " + seed);
        }
        assertEquals(0, pool.heldBytes(), "seed " + seed);
    }

    private static void expectApart(NavigableMap<Long, Pooled> live, Pooled taken, long seed) {
        long from = taken.segment().address();
        long end = from + taken.segment().byteSize();
        Map.Entry<Long, Pooled> below = live.lowerEntry(end);
        if (below != null) {
            long belowEnd = below.getKey() + below.getValue().segment().byteSize();
            assertTrue(belowEnd <= from, "seed " + seed + ": live pieces overlap");
        }
        live.put(from, taken);
    }

    private static void expectUntouched(MemorySegment segment, byte filled, long seed) {
        MemorySegment expected = MemorySegment.ofArray(new byte[(int) segment.byteSize()]).fill(filled);
        assertEquals(-1, expected.mismatch(segment), "seed " + seed + ": somebody else wrote here");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    void manyThreadsShareIt(int threadCount) throws Exception {
        try (pool;
                ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int thread = 1; thread <= threadCount; thread++) {
                byte mark = (byte) thread;
                tasks.add(() -> takeAndGiveBack(mark));
            }
            for (Future<Long> done : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                assertTrue(done.get() > 0);
            }
            assertEquals(pool.heldBytes(), pool.idleBytes());
        }
        assertEquals(0, pool.heldBytes());
    }

    /// Marks what it takes, and sees that nobody else does.
    private long takeAndGiveBack(byte mark) {
        SplittableRandom random = new SplittableRandom(mark);
        List<Pooled> own = new ArrayList<>();
        long takenBytes = 0;
        for (int step = 0; step < 2000; step++) {
            if (own.size() < 8 && random.nextBoolean() || own.isEmpty()) {
                Pooled taken = pool.take(SegmentPool.classBytes(1 + (random.nextLong() >>> 46 + random.nextInt(8))));
                taken.segment().fill(mark);
                takenBytes += taken.segment().byteSize();
                own.add(taken);
            } else {
                Pooled returned = own.remove(random.nextInt(own.size()));
                expectUntouched(returned.segment(), mark, mark);
                pool.giveBack(returned);
            }
        }
        own.forEach(pool::giveBack);
        return takenBytes;
    }
}
