// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Activity.Outcome;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallerRunsTest {
    private static final long QUERY = 7;
    private static final long WAIT_SECONDS = 20;

    private final AtomicLong now = new AtomicLong();
    private final SystemClock clock = new SystemClock();
    private final ThreadScheduler control = new ThreadScheduler("control", 1, clock);
    private final ThreadScheduler worker = new ThreadScheduler("worker", 1, clock);
    private final ThreadScheduler noControl = new ThreadScheduler("no-control", 0, clock);
    private final ThreadScheduler noWorker = new ThreadScheduler("no-worker", 0, clock);
    private final Clock stepped = new Clock() {
        @Override
        public long nanoTime() {
            return now.get();
        }

        @Override
        public long epochMicros() {
            return clock.epochMicros();
        }
    };
    private final CallerRuns.Turns turns = new CallerRuns(control, List.of(worker), stepped).turns(QUERY);
    /// Where nobody else would run anything.
    private final CallerRuns.Turns alone = new CallerRuns(noControl, List.of(noWorker), stepped).turns(QUERY);
    private final CompletableFuture<Thread> ranOn = new CompletableFuture<>();

    @AfterEach
    void close() {
        Thread.interrupted();
        for (ThreadScheduler scheduler : List.of(worker, control, noWorker, noControl)) {
            scheduler.close();
        }
    }

    private Outcome run() {
        ranOn.complete(Thread.currentThread());
        return Outcome.DONE;
    }

    private Thread ran() throws Exception {
        return ranOn.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whatTheCallerStartsRunsOnItsThread() throws Exception {
        alone.run(
                () -> noControl.start("coordinator", "coordinator", _ -> {
                    noWorker.start("driver", QUERY, _ -> run());
                    return Outcome.DONE;
                }),
                () -> false);
        assertEquals(Thread.currentThread(), ran());
    }

    @Test
    void otherStatementsAreLeftToTheThreads() throws Exception {
        turns.run(() -> worker.start("driver", QUERY + 1, _ -> run()), () -> false);
        assertNotEquals(Thread.currentThread(), ran());
    }

    @Test
    void whatIsLeftWhenTheTimeIsOverIsLeftToTheThreads() throws Exception {
        turns.run(
                () -> control.start("coordinator", "coordinator", _ -> {
                    worker.start("driver", QUERY, _ -> run());
                    now.addAndGet(2_000_000);
                    return Outcome.DONE;
                }),
                () -> false);
        assertNotEquals(Thread.currentThread(), ran());
    }

    @Test
    void aSecondDriverRunsBesideTheFirst() throws Exception {
        turns.run(
                () -> {
                    worker.start("first", QUERY, _ -> {
                        // Not before the second has run.
                        try {
                            ran();
                        } catch (Exception failure) {
                            throw new IllegalStateException(failure);
                        }
                        return Outcome.DONE;
                    });
                    worker.start("second", QUERY, _ -> run());
                },
                () -> false);
        assertTrue(ran().isAlive());
    }

    @Test
    void anInterruptedCallerRunsNothing() throws Exception {
        Thread.currentThread().interrupt();
        turns.run(() -> worker.start("driver", QUERY, _ -> run()), () -> false);
        assertTrue(Thread.interrupted());
        assertNotEquals(Thread.currentThread(), ran());
    }

    @Test
    void aCancelledStatementEndsNoOtherWork() throws Exception {
        CancellationToken token = new CancellationToken();
        token.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "enough"));
        AtomicBoolean checked = new AtomicBoolean();
        new CancellationScope(token).call(() -> {
            alone.run(
                    () -> noControl.start("coordinator", "coordinator", _ -> {
                        CancellationScope.check();
                        checked.set(true);
                        return run();
                    }),
                    () -> false);
            return true;
        });
        assertEquals(Thread.currentThread(), ran());
        assertTrue(checked.get());
    }
}
