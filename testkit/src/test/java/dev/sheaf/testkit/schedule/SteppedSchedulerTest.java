// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.schedule.Activity.Outcome;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteppedSchedulerTest {
    private static List<String> order(long seed) {
        SteppedScheduler scheduler = new SteppedScheduler(seed, 1);
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            int[] left = {20};
            scheduler.start(name, "group", _ -> {
                order.add(name);
                return --left[0] == 0 ? Outcome.DONE : Outcome.AGAIN;
            });
        }
        scheduler.runUntil(() -> order.size() == 60, 100);
        return order;
    }

    @Test
    void sameSeedSameOrder() {
        assertEquals(order(7), order(7));
        assertNotEquals(order(7), order(8));
    }

    @Test
    void deadlockNamesWhoWaits() {
        SteppedScheduler scheduler = new SteppedScheduler(1, 1);
        scheduler.start("the one that waits", "group", _ -> Outcome.BLOCKED);
        AssertionError error = assertThrows(AssertionError.class, () -> scheduler.runUntil(() -> false, 10));
        assertTrue(error.getMessage().contains("the one that waits"), error.getMessage());
    }

    @Test
    void wakeWhileRunningIsNotLost() {
        SteppedScheduler scheduler = new SteppedScheduler(1, 1);
        int[] steps = {0};
        scheduler.start("a", "group", waker -> {
            waker.wake();
            return ++steps[0] == 3 ? Outcome.DONE : Outcome.BLOCKED;
        });
        scheduler.runUntil(() -> steps[0] == 3, 10);
        assertEquals(3, steps[0]);
    }

    @Test
    void timersJumpTheClockWhenNothingCanRun() {
        SteppedScheduler scheduler = new SteppedScheduler(1, 1);
        List<Long> times = new ArrayList<>();
        Waker[] waker = {Waker.NONE};
        waker[0] = scheduler.start("sleeper", "group", _ -> {
            times.add(scheduler.clock().nanoTime());
            return times.size() == 2 ? Outcome.DONE : Outcome.BLOCKED;
        });
        scheduler.at(5_000_000_000L, () -> waker[0].wake());
        Scheduler.Timer cancelled = scheduler.at(1_000, () -> times.add(-1L));
        cancelled.cancel();
        scheduler.runUntil(() -> times.size() == 2, 10);
        assertTrue(times.getLast() >= 5_000_000_000L, times.toString());
    }
}
