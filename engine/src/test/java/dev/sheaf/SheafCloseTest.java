// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Closing an engine ends what runs in it, whoever waits for it.
class SheafCloseTest {
    private static final long WAIT_SECONDS = 20;

    @Test
    void statementsThatRunEnd() throws Exception {
        Sheaf sheaf = Sheaf.builder().workers(2).threads(1).memory("256MB").open();
        List<String> statements = List.of(
                "SELECT count(*) FROM range(100000000000) r(i), range(1000) s(j) WHERE i + j < 0",
                "SELECT i FROM range(10000000000) r(i)",
                "CREATE TABLE t AS SELECT i FROM range(100000000000) r(i) WHERE i < 0",
                "SELECT max(s) FROM (SELECT sum(i) OVER (ORDER BY i) AS s FROM range(100000000) r(i))");
        try (ExecutorService threads = Executors.newFixedThreadPool(statements.size())) {
            CountDownLatch begun = new CountDownLatch(statements.size());
            List<Future<?>> running = new ArrayList<>();
            for (String sql : statements) {
                running.add(threads.submit(() -> drain(sheaf, sql, begun)));
            }
            assertTrue(begun.await(WAIT_SECONDS, TimeUnit.SECONDS));
            sheaf.close();
            for (Future<?> statement : running) {
                ExecutionException failure = assertThrows(
                        ExecutionException.class, () -> statement.get(WAIT_SECONDS, TimeUnit.SECONDS));
                assertEquals(ErrorCode.ENGINE_CLOSED, ((SheafException) failure.getCause()).code());
            }
        }
    }

    private static void drain(Sheaf sheaf, String sql, CountDownLatch begun) {
        Session session = sheaf.openSession();
        begun.countDown();
        try (Result result = session.sql(sql)) {
            Batch batch;
            while ((batch = result.nextBatch()) != null) {
                batch.release();
            }
        }
    }

    @Test
    void resultsThatNobodyReadsAreClosed() {
        Sheaf sheaf = Sheaf.builder().workers(2).threads(1).memory("64MB").open();
        Session session = sheaf.openSession();
        Result left = session.sql("SELECT i FROM range(10000000) r(i)");
        Batch first = left.nextBatch();
        first.release();
        sheaf.close();
        sheaf.close();
        assertThrows(SheafException.class, left::nextBatch);
        left.close();
        SheafException late = assertThrows(SheafException.class, () -> session.sql("SELECT 1"));
        assertEquals(ErrorCode.ENGINE_CLOSED, late.code());
    }
}
