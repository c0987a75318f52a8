// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a query ends, none of its exchange channels stays open on any node.
class ChannelsClosedTest {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String EXCHANGING =
            """
            SELECT a.i % 100, count(*) FROM range(COUNT) a(i) JOIN range(COUNT) b(i) ON a.i = b.i
            GROUP BY 1 ORDER BY 1""";

    @ParameterizedTest
    @ValueSource(strings = {"direct", "framed"})
    void afterEachQuery(String exchange) {
        try (Sheaf sheaf = Sheaf.builder().workers(3).threads(1).memory("256MB").option("exchange", exchange).open();
                Session session = sheaf.openSession()) {
            for (int round = 0; round < 3; round++) {
                assertEquals(100, drain(session, EXCHANGING.replace("COUNT", "20000")));
                expectNone(sheaf);

                SheafException failed = assertThrows(
                        SheafException.class,
                        () -> drain(session, "SELECT i / (i - 7777), count(*) FROM range(20000) r(i) GROUP BY 1"));
                assertEquals(ErrorCode.DIVISION_BY_ZERO, failed.code());
                expectNone(sheaf);

                try (Result left = session.sql("SELECT i FROM range(10000000000) r(i)")) {
                    Batch first = left.nextBatch();
                    first.release();
                    assertTrue(sheaf.engine().exchangingQueryCount() > 0);
                }
                expectNone(sheaf);

                try (Result cancelled = session.sql(EXCHANGING.replace("COUNT", "2000000000"))) {
                    cancelled.cancel();
                    SheafException reason = assertThrows(SheafException.class, cancelled::nextBatch);
                    assertEquals(ErrorCode.QUERY_CANCELLED, reason.code());
                }
                expectNone(sheaf);
            }
        }
    }

    /// The nodes release a query on their own, a moment after its reader is done.
    private static void expectNone(Sheaf sheaf) {
        long startNanos = System.nanoTime();
        while (sheaf.engine().exchangingQueryCount() > 0) {
            assertTrue(System.nanoTime() - startNanos < WAIT_NANOS, "channels stay open");
            Thread.onSpinWait();
        }
    }

    private static long drain(Session session, String sql) {
        long rowCount = 0;
        try (Result result = session.sql(sql)) {
            for (Batch batch = result.nextBatch(); batch != null; batch = result.nextBatch()) {
                rowCount += batch.rowCount();
                batch.release();
            }
        }
        return rowCount;
    }
}
