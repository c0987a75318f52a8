// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.schedule.Activity.Outcome;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadSchedulerTest {
    private static final long WAIT_SECONDS = 20;

    private final SystemClock clock = new SystemClock();
    private final ThreadScheduler scheduler = new ThreadScheduler("test", 3, clock);

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void stepsOfAnActivityNeverRunAtOnce() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Waker waker = scheduler.start("one", "group", self -> {
            overlapped.compareAndSet(false, inside.incrementAndGet() > 1);
            self.wake();
            int step = steps.incrementAndGet();
            inside.decrementAndGet();
            if (step == 10_000) {
                done.countDown();
                return Outcome.DONE;
            }
            return step % 3 == 0 ? Outcome.AGAIN : Outcome.BLOCKED;
        });
        for (int i = 0; i < 1000; i++) {
            waker.wake();
        }
        assertTrue(done.await(WAIT_SECONDS, TimeUnit.SECONDS));
        waker.wake();
        assertFalse(overlapped.get());
        assertEquals(10_000, steps.get());
    }

    @Test
    void aWakeUpBeforeTheStepEndsIsNotLost() throws Exception {
        for (int i = 0; i < 500; i++) {
            CountDownLatch done = new CountDownLatch(1);
            AtomicBoolean woken = new AtomicBoolean();
            Waker[] kept = new Waker[1];
            CountDownLatch begun = new CountDownLatch(1);
            scheduler.start("sleeper", "group", self -> {
                if (woken.get()) {
                    done.countDown();
                    return Outcome.DONE;
                }
                kept[0] = self;
                begun.countDown();
                return Outcome.BLOCKED;
            });
            assertTrue(begun.await(WAIT_SECONDS, TimeUnit.SECONDS));
            woken.set(true);
            kept[0].wake();
            assertTrue(done.await(WAIT_SECONDS, TimeUnit.SECONDS), "round " + i);
        }
    }

    @Test
    void groupsTakeTurns() throws Exception {
        ThreadScheduler single = new ThreadScheduler("single", 1, clock);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        single.start("gate", "gate", _ -> {
            await(gate);
            return Outcome.DONE;
        });
        for (String name : List.of("a1", "a2", "a3", "a4", "b1")) {
            single.start(name, name.substring(0, 1), _ -> {
                order.add(name);
                done.countDown();
                return Outcome.DONE;
            });
        }
        gate.countDown();
        assertTrue(done.await(WAIT_SECONDS, TimeUnit.SECONDS));
        single.close();
        assertEquals(List.of("a1", "b1", "a2", "a3", "a4"), order);
    }

    @Test
    void anActivityThatThrowsHarmsNoOther() throws Exception {
        CountDownLatch done = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            scheduler.start("wrong", "group", _ -> {
                throw new NoClassDefFoundError("thrown on purpose");
            });
            scheduler.start("right", "group", _ -> {
                done.countDown();
                return Outcome.DONE;
            });
        }
        assertTrue(done.await(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void timersRunUnlessCancelled() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        AtomicBoolean cancelledRan = new AtomicBoolean();
        Scheduler.Timer never =
                scheduler.at(clock.nanoTime() + TimeUnit.HOURS.toNanos(1), () -> cancelledRan.set(true));
        never.cancel();
        scheduler.at(clock.nanoTime() - 1, ran::countDown);
        assertTrue(ran.await(WAIT_SECONDS, TimeUnit.SECONDS));
        assertFalse(cancelledRan.get());
    }

    @Test
    void closingRunsWhatIsReadyAndEndsTheThreads() {
        AtomicInteger steps = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            scheduler.start("ready", i, _ -> steps.incrementAndGet() < 0 ? Outcome.AGAIN : Outcome.DONE);
        }
        scheduler.start("blocked for ever", "group", _ -> Outcome.BLOCKED);
        scheduler.close();
        scheduler.close();
        assertEquals(100, steps.get());
        assertEquals(0, Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("test-\\d+"))
                .count());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
