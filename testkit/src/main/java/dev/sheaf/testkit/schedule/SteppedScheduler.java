// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.schedule;

import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// Runs activities in the thread of the test, one step at a time, always one chosen by the seed among those that can
/// run. Time is virtual: each step takes a microsecond, and when nothing can run the clock jumps to the next timer.
/// When nothing can run and no timer is set, the test fails with the names of those that wait: a lost wake-up or a
/// deadlock.
///
/// Not safe for use by several threads.
public final class SteppedScheduler implements Scheduler {
    private static final long STEP_NANOS = 1_000;

    private final long seed;
    private final SplittableRandom random;
    private final int parallelism;
    private final List<Slot> runnable = new ArrayList<>();
    private final List<Slot> blocked = new ArrayList<>();
    private final PriorityQueue<SteppedTimer> timers = new PriorityQueue<>(
            (a, b) -> a.deadlineNanos != b.deadlineNanos
                    ? Long.compare(a.deadlineNanos, b.deadlineNanos)
                    : Long.compare(a.number, b.number));
    private long nowNanos;
    private long steps;
    private long timersMade;
    private long slotsMade;
    private long eventHash = 1;

    /// @param parallelism how many threads to pretend to have
    public SteppedScheduler(long seed, int parallelism) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.parallelism = parallelism;
    }

    /// The virtual clock that goes with the steps.
    public Clock clock() {
        return new Clock() {
            @Override
            public long nanoTime() {
                return nowNanos;
            }

            @Override
            public long epochMicros() {
                return nowNanos / 1_000;
            }
        };
    }

    /// How many steps have been done.
    public long steps() {
        return steps;
    }

    /// A hash of everything that has happened, in order: equal for equal runs.
    public long eventHash() {
        return eventHash;
    }

    @Override
    public Waker start(String name, Object group, Activity activity) {
        Slot slot = new Slot(name, slotsMade++, activity);
        runnable.add(slot);
        return slot;
    }

    @Override
    public Timer at(long deadlineNanos, Runnable action) {
        SteppedTimer timer = new SteppedTimer(deadlineNanos, timersMade++, action);
        timers.add(timer);
        return timer;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    /// Steps until the condition holds.
    ///
    /// @throws AssertionError when nothing can run any more, or after `stepsMax` steps
    public void runUntil(BooleanSupplier done, long stepsMax) {
        long end = steps + stepsMax;
        while (!done.getAsBoolean()) {
            if (!step()) {
                throw stuck("nothing can run after " + steps + " steps");
            }
            if (steps > end) {
                throw stuck("no end after " + stepsMax + " steps");
            }
        }
    }

    /// Steps until so much virtual time has passed, or nothing is left that could happen.
    ///
    /// @throws AssertionError after `stepsMax` steps
    public void runFor(long nanos, long stepsMax) {
        long endNanos = nowNanos + nanos;
        long end = steps + stepsMax;
        while (nowNanos < endNanos && nextNanos() <= endNanos) {
            step();
            if (steps > end) {
                throw stuck("no end after " + stepsMax + " steps");
            }
        }
        if (nextNanos() != Long.MAX_VALUE) {
            nowNanos = Math.max(nowNanos, endNanos);
        }
    }

    /// When something can happen next; the end of all time when nothing can.
    private long nextNanos() {
        if (!runnable.isEmpty()) {
            return nowNanos;
        }
        while (!timers.isEmpty() && timers.peek().cancelled) {
            timers.poll();
        }
        return timers.isEmpty() ? Long.MAX_VALUE : timers.peek().deadlineNanos;
    }

    private AssertionError stuck(String how) {
        return new AssertionError("seed " + seed + ": " + how + "; can run: "
                + runnable.stream().map(slot -> slot.name).toList() + "; waiting: "
                + blocked.stream().map(slot -> slot.name).toList());
    }

    /// Does one step, or lets time pass until there is one to do.
    ///
    /// @return whether anything was done
    public boolean step() {
        runTimers();
        if (runnable.isEmpty()) {
            long next = nextNanos();
            if (next == Long.MAX_VALUE) {
                return false;
            }
            nowNanos = Math.max(nowNanos, next);
            runTimers();
            return true;
        }
        int chosen = random.nextInt(runnable.size());
        Slot slot = runnable.get(chosen);
        runnable.set(chosen, runnable.getLast());
        runnable.removeLast();
        steps++;
        nowNanos += STEP_NANOS;
        slot.run();
        return true;
    }

    private void runTimers() {
        while (!timers.isEmpty() && timers.peek().deadlineNanos <= nowNanos) {
            SteppedTimer timer = timers.poll();
            if (timer != null && !timer.cancelled) {
                note(timer.number, 3);
                timer.action.run();
            }
        }
    }

    private void note(long who, int what) {
        eventHash = (eventHash ^ nowNanos ^ who << 40 ^ what) * 0x9E3779B97F4A7C15L;
        eventHash ^= eventHash >>> 32;
    }

    /// Something due at a virtual time.
    private static final class SteppedTimer implements Timer {
        private final long deadlineNanos;
        private final long number;
        private final Runnable action;
        private boolean cancelled;

        SteppedTimer(long deadlineNanos, long number, Runnable action) {
            this.deadlineNanos = deadlineNanos;
            this.number = number;
            this.action = action;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /// An activity and where it stands.
    private final class Slot implements Waker {
        private final String name;
        private final long number;
        private final Activity activity;
        private boolean running;
        private boolean waiting;
        private boolean woken;

        Slot(String name, long number, Activity activity) {
            this.name = name;
            this.number = number;
            this.activity = activity;
        }

        void run() {
            running = true;
            woken = false;
            Activity.Outcome outcome = activity.step(this);
            running = false;
            note(number, outcome.name().hashCode());
            switch (outcome) {
                case AGAIN -> runnable.add(this);
                case BLOCKED -> {
                    if (woken) {
                        runnable.add(this);
                    } else {
                        waiting = true;
                        blocked.add(this);
                    }
                }
                case DONE -> {}
            }
        }

        @Override
        public void wake() {
            if (waiting) {
                waiting = false;
                blocked.remove(this);
                runnable.add(this);
            } else if (running) {
                woken = true;
            }
        }
    }
}
