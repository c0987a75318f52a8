// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Lets the thread that waits for a statement do its work itself while that is short, so that no other thread has to be
/// woken. What is ready beside it on a worker goes to the worker's threads at once, and what is left after a
/// millisecond, too. Safe for use by many threads.
public final class CallerRuns {
    private static final long NANOS_MAX = 1_000_000;

    private final ThreadScheduler control;
    private final List<ThreadScheduler> workers;
    private final Clock clock;
    /// What runs belongs to other statements, too: it must not end with the one of the calling thread.
    private final CancellationScope outside = new CancellationScope(new CancellationToken());

    /// @param control runs coordinator and workers
    /// @param workers run drivers, whose group is their query's number
    public CallerRuns(ThreadScheduler control, List<ThreadScheduler> workers, Clock clock) {
        this.control = control;
        this.workers = List.copyOf(workers);
        this.clock = clock;
    }

    /// A statement of the calling thread.
    public Turns turns(long query) {
        return new Turns(query);
    }

    /// What the calling thread does for one statement, for a millisecond in all.
    public final class Turns {
        private final long query;
        private long nanosLeft = NANOS_MAX;

        private Turns(long query) {
            this.query = query;
        }

        /// Does something that makes activities ready, and runs them until something is so, none is ready, or the time
        /// is over.
        public void run(Runnable begin, BooleanSupplier done) {
            // Who is interrupted is to come back soon.
            if (nanosLeft <= 0 || Thread.currentThread().isInterrupted()) {
                begin.run();
                return;
            }
            long start = clock.nanoTime();
            ThreadScheduler.hold();
            try {
                begin.run();
                outside.call(() -> {
                    while (!done.getAsBoolean() && clock.nanoTime() - start < nanosLeft && runOne()) {}
                    return true;
                });
            } finally {
                ThreadScheduler.endHold();
                control.wakeHeld();
                workers.forEach(ThreadScheduler::wakeHeld);
            }
            nanosLeft -= clock.nanoTime() - start;
        }

        private boolean runOne() {
            if (control.runOne(null)) {
                return true;
            }
            for (ThreadScheduler worker : workers) {
                if (worker.runOne(query)) {
                    return true;
                }
            }
            return false;
        }
    }
}
