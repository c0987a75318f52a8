// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The production scheduler: a fixed number of daemon threads that step activities. Runnable activities wait in a queue
/// per group, and the groups take turns, so a query of many drivers doesn't starve one of few.
public final class ThreadScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadScheduler.class);

    /// Set on a thread that runs itself what it makes ready.
    private static final ThreadLocal<Boolean> HOLDS = new ThreadLocal<>();

    /// Expressions are evaluated as deeply as they nest. What isn't used takes no memory.
    private static final long STACK_BYTES = 32L << 20;

    private static final long CLOSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final Clock clock;
    private final RunQueue ready = new RunQueue();
    private final List<Thread> threads = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timers;

    /// @param name begins the threads' names
    public ThreadScheduler(String name, int threadCount, Clock clock) {
        this.clock = clock;
        this.timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name + "-timer").factory());
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        for (int i = 0; i < threadCount; i++) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name(name + "-" + i)
                    .stackSize(STACK_BYTES)
                    .start(this::run));
        }
    }

    @Override
    public Waker start(String name, Object group, Activity activity) {
        Slot slot = new Slot(name, group, activity);
        ready.add(slot, group, HOLDS.get() == null);
        return slot;
    }

    /// From now on no thread of any scheduler is woken for what the calling thread makes ready: it promises to run that
    /// by [#runOne], or to call [#wakeHeld] on each of them.
    static void hold() {
        HOLDS.set(true);
    }

    static void endHold() {
        HOLDS.remove();
    }

    /// Wakes threads for what was held back.
    void wakeHeld() {
        ready.wakeHeld();
    }

    /// Runs a step of an activity on the calling thread, if one is ready.
    ///
    /// @param group of which group, null for any
    boolean runOne(@Nullable Object group) {
        Object next = group == null ? ready.poll() : ready.poll(group);
        if (next == null) {
            return false;
        }
        ((Slot) next).run();
        return true;
    }

    @Override
    public Timer at(long deadlineNanos, Runnable action) {
        long delayNanos = Math.max(0, deadlineNanos - clock.nanoTime());
        ScheduledFuture<?> future = timers.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public int parallelism() {
        return threads.size();
    }

    /// Runs what is ready to its end or until it blocks, and then stops the threads. What is still not done after a few
    /// seconds is dropped.
    @Override
    public void close() {
        ready.close();
        timers.shutdownNow();
        long deadlineNanos = clock.nanoTime() + CLOSE_NANOS_MAX;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join(Math.max(1, (deadlineNanos - clock.nanoTime()) / 1_000_000));
                    if (clock.nanoTime() - deadlineNanos > 0) {
                        ready.clear();
                    }
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Object next;
        while ((next = ready.take()) != null) {
            ((Slot) next).run();
        }
    }

    /// An activity and whether it runs, waits or is to run again.
    private final class Slot implements Waker {
        private static final int BLOCKED = 0;
        private static final int QUEUED = 1;
        private static final int RUNNING = 2;
        private static final int WOKEN_WHILE_RUNNING = 3;
        private static final int DONE = 4;

        private final String name;
        private final Object group;
        private final Activity activity;
        private final AtomicInteger state = new AtomicInteger(QUEUED);

        Slot(String name, Object group, Activity activity) {
            this.name = name;
            this.group = group;
            this.activity = activity;
        }

        @Override
        public void wake() {
            while (true) {
                switch (state.get()) {
                    case BLOCKED -> {
                        if (state.compareAndSet(BLOCKED, QUEUED)) {
                            ready.add(this, group, HOLDS.get() == null);
                            return;
                        }
                    }
                    case RUNNING -> {
                        if (state.compareAndSet(RUNNING, WOKEN_WHILE_RUNNING)) {
                            return;
                        }
                    }
                    default -> {
                        return;
                    }
                }
            }
        }

        void run() {
            state.set(RUNNING);
            Activity.Outcome outcome;
            try {
                outcome = activity.step(this);
            } catch (RuntimeException | Error failure) {
                LOG.error("activity {} failed outside its own error handling", name, failure);
                outcome = Activity.Outcome.DONE;
            }
            switch (outcome) {
                case AGAIN -> requeue();
                case BLOCKED -> {
                    if (!state.compareAndSet(RUNNING, BLOCKED)) {
                        requeue();
                    }
                }
                case DONE -> state.set(DONE);
            }
        }

        private void requeue() {
            state.set(QUEUED);
            ready.add(this, group, HOLDS.get() == null);
        }
    }
}
