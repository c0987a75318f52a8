// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.soak;

import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs statements one after another and keeps account: after each the engine must hold no memory, and over the second
/// half the process must not grow.
public final class SoakRun {
    /// What the process's memory may grow by over the second half.
    public static final long GROWTH_BYTES_MAX = 16 << 20;

    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CANCEL_AGAIN_MILLIS = 20;
    private static final int COMPLAINTS_MAX = 20;

    private final int statementCount;
    private final Consumer<String> log;
    private final SoakStatements statements;
    private final List<String> complaints = new ArrayList<>();
    private final ScheduledExecutorService cancels =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("cancel").factory());

    /// @param folder where files are read and written; empty at first
    /// @param log is told how far the run is, and what breaks a bound
    public SoakRun(int statementCount, long seed, String folder, Consumer<String> log) {
        this.statementCount = statementCount;
        this.log = log;
        this.statements = new SoakStatements(seed, folder);
    }

    /// Runs all statements.
    ///
    /// @return whether every bound was kept
    public boolean run(Sheaf sheaf) throws InterruptedException {
        try (Session session = sheaf.openSession()) {
            statements.preparations().forEach(session::execute);
            ProcessFigures middle = null;
            for (int i = 1; i <= statementCount; i++) {
                SoakStatement statement = statements.next();
                run(session, statement);
                expectNoMemory(sheaf, statement);
                if (i == statementCount / 2) {
                    middle = settledFigures();
                }
                if (i % Math.max(1, statementCount / 20) == 0) {
                    log.accept(i + " statements, " + describe(ProcessFigures.read()) + pooled(sheaf));
                }
            }
            compare(middle, settledFigures());
        } finally {
            cancels.shutdownNow();
        }
        return complaints.isEmpty();
    }

    private void run(Session session, SoakStatement statement) throws InterruptedException {
        Future<?> cancel = statement.ending() == SoakStatement.Ending.CANCELLED
                ? cancels.scheduleWithFixedDelay(
                        session::cancel, statements.cancelAfterMillis(), CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                : null;
        try (Result result = session.sql(statement.sql(), statement.parameters().toArray())) {
            if (cancel != null) {
                drain(result, Integer.MAX_VALUE);
            } else {
                drain(result, statement.ending() == SoakStatement.Ending.LEFT ? 1 : Integer.MAX_VALUE);
            }
            if (statement.ending() == SoakStatement.Ending.FAILED) {
                complain("did not fail: " + statement.sql());
            }
        } catch (SheafException failure) {
            if (!expected(statement, failure)) {
                complain(failure.code() + " " + failure.getMessage() + ": " + statement.sql());
            }
        } finally {
            stop(cancel);
        }
    }

    /// One that comes before the statement has begun is lost, therefore it is repeated; none may reach the statement
    /// after.
    private void stop(@Nullable Future<?> cancel) throws InterruptedException {
        if (cancel == null) {
            return;
        }
        if (!cancel.cancel(false)) {
            throw new IllegalStateException(cancel.exceptionNow());
        }
        try {
            cancels.submit(() -> {}).get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    private static void drain(Result result, int batchesMax) {
        for (int i = 0; i < batchesMax; i++) {
            Batch batch = result.nextBatch();
            if (batch == null) {
                return;
            }
            batch.release();
        }
    }

    private static boolean expected(SoakStatement statement, SheafException failure) {
        return switch (statement.ending()) {
            case ANSWERED, LEFT -> false;
            case FAILED -> failure.code() != ErrorCode.INTERNAL_ERROR;
            case CANCELLED -> failure.code() == ErrorCode.QUERY_CANCELLED;
        };
    }

    /// What a query held is given back when its last task has ended, which may be a moment after its result is closed.
    private void expectNoMemory(Sheaf sheaf, SoakStatement statement) {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        while (queryBytes(sheaf) != 0) {
            if (System.nanoTime() - deadline > 0) {
                complain(queryBytes(sheaf) + " bytes are held after: " + statement.sql());
                return;
            }
            Thread.onSpinWait();
        }
    }

    /// What is held beside the rows of tables.
    private static long queryBytes(Sheaf sheaf) {
        return sheaf.engine().memory().usedBytes() - sheaf.engine().tableMemory().usedBytes();
    }

    private static ProcessFigures settledFigures() {
        System.gc();
        return ProcessFigures.read();
    }

    private void compare(@Nullable ProcessFigures middle, ProcessFigures end) {
        if (middle == null) {
            return;
        }
        log.accept("half: " + describe(middle));
        log.accept("end:  " + describe(end));
        long growth = end.residentBytes() - middle.residentBytes();
        if (growth >= GROWTH_BYTES_MAX) {
            complain(String.format(Locale.ROOT, "memory grew by %.1f MiB", growth / 1048576.0));
        }
        if (end.threadCount() > middle.threadCount()) {
            complain("threads grew by " + (end.threadCount() - middle.threadCount()));
        }
        if (end.openFileCount() > middle.openFileCount()) {
            complain("open files grew by " + (end.openFileCount() - middle.openFileCount()));
        }
    }

    private void complain(String what) {
        complaints.add(what);
        if (complaints.size() <= COMPLAINTS_MAX) {
            log.accept("BROKEN: " + what);
        }
    }

    private static String pooled(Sheaf sheaf) {
        return String.format(Locale.ROOT, ", %.1f MiB in the pool", sheaf.engine().nativeHeldBytes() / 1048576.0);
    }

    private static String describe(ProcessFigures figures) {
        return String.format(
                Locale.ROOT,
                "%.1f MiB resident, %d threads, %d open files",
                figures.residentBytes() / 1048576.0,
                figures.threadCount(),
                figures.openFileCount());
    }
}
