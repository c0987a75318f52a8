// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.task.ScanProgress;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionProgressTest {
    private static final long ROWS = 3_000_000;

    @ParameterizedTest
    @CsvSource({"1, 2", "3, 1"})
    void scansAreDoneWhenAllRowsWereTaken(int workers, int threads) {
        try (Sheaf sheaf = Sheaf.builder().workers(workers).threads(threads).memory("256MB").open();
                Session session = sheaf.openSession()) {
            assertEquals(ScanProgress.NONE, session.progress());
            try (Result result = session.sql("SELECT i FROM range(3000000) r(i)")) {
                long rowCount = 0;
                double fraction = 0;
                for (Batch batch = result.nextBatch(); batch != null; batch = result.nextBatch()) {
                    rowCount += batch.rowCount();
                    batch.release();
                    ScanProgress progress = session.progress();
                    assertTrue(progress.rowCount() <= ROWS, progress::toString);
                    if (progress.splitCount() > 0) {
                        assertTrue(progress.fraction() >= fraction && progress.fraction() <= 1, progress::toString);
                        fraction = progress.fraction();
                    }
                }
                assertEquals(ROWS, rowCount);
                ScanProgress end = await(session, progress -> progress.fraction() == 1);
                assertEquals(ROWS, end.rowCount());
            }
        }
    }

    /// A result that nobody reads: the scan runs until all that may be under way is.
    @Test
    void rowsAreCountedWhileTheQueryRuns() {
        try (Sheaf sheaf = Sheaf.builder().workers(2).threads(1).memory("256MB").open();
                Session session = sheaf.openSession();
                Result result = session.sql("SELECT i FROM range(10000000000) r(i)")) {
            ScanProgress running = await(session, progress -> progress.rowCount() > 0);
            assertTrue(running.fraction() < 1, running::toString);
            result.cancel();
        }
    }

    private static ScanProgress await(Session session, Predicate<ScanProgress> reached) {
        long startNanos = System.nanoTime();
        ScanProgress progress = session.progress();
        while (!reached.test(progress)) {
            assertTrue(System.nanoTime() - startNanos < TimeUnit.SECONDS.toNanos(30), progress.toString());
            Thread.onSpinWait();
            progress = session.progress();
        }
        return progress;
    }
}
