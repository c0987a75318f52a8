// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Statements that are cancelled at random moments, in each phase that may take long, stop soon and leave nothing: no
/// memory, no file, no table.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelTest {
    /// An idle machine needs a tenth of a second at most; a machine that builds and tests at once is given more.
    private static final long RELEASE_MILLIS_MAX = Long.getLong("sheaf.test.release.millis", 2_000);

    private static final int TRIES = 4;

    private final SplittableRandom random = new SplittableRandom(20260725);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private Path folder;
    private Sheaf sheaf;
    private Session session;
    private long tableBytes;

    @BeforeAll
    void open(@TempDir Path temporary) {
        folder = temporary;
        sheaf = Sheaf.builder().workers(3).threads(1).memory("1GB").open();
        session = sheaf.openSession();
        String rows = "SELECT i, i % 1000 AS k, 'text ' || i || repeat('x', 20) AS t FROM range(300000) r(i)";
        session.execute("COPY (" + rows + ") TO '" + file("in.parquet") + "'");
        session.execute("COPY (" + rows + ") TO '" + file("in.csv") + "'");
        session.execute("COPY (" + rows + ") TO '" + file("in.arrow") + "'");
        session.execute("CREATE TABLE target (i BIGINT)");
        tableBytes = sheaf.engine().memory().usedBytes();
        new File(file("out")).mkdir();
    }

    @AfterAll
    void close() {
        session.close();
        sheaf.close();
        timer.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> stopsSoonAndLeavesNothing() {
        return statements().entrySet().stream()
                .map(statement -> DynamicTest.dynamicTest(
                        statement.getKey(), () -> cancelAtRandomMoments(statement.getKey(), statement.getValue())));
    }

    private Map<String, String> statements() {
        Map<String, String> statements = new LinkedHashMap<>();
        String large = "range(100000000) r(i)";
        statements.put("planning", "SELECT count(*) FROM " + IntStream.range(0, 200)
                .mapToObj(n -> "range(10) t" + n + "(i" + n + ")")
                .collect(Collectors.joining(", ")) + " WHERE "
                + IntStream.range(1, 200)
                        .mapToObj(n -> "i" + n + " = i" + n / 2)
                        .collect(Collectors.joining(" AND ")));
        statements.put("planning a long text", "VALUES " + IntStream.range(0, 30_000)
                .mapToObj(n -> "(" + n + ", 'x', 1 + " + n + ")")
                .collect(Collectors.joining(", ")));
        statements.put("sampling files", "SELECT count(*) FROM '" + file("in.csv") + "' a JOIN '" + file("in.parquet")
                + "' b USING (t) JOIN '" + file("in.arrow") + "' c USING (t)");
        statements.put("generating TPC-H", "SELECT sum(l_quantity) FROM tpch.sf10.lineitem");
        statements.put("reading Parquet", manyTimes("in.parquet"));
        statements.put("reading CSV", manyTimes("in.csv"));
        statements.put("reading Arrow", manyTimes("in.arrow"));
        statements.put("hash build", "SELECT count(*) FROM " + large + " JOIN range(3000000) s(j) ON i = j * 2");
        statements.put("join of one key", "SELECT sum(i + j) FROM range(200000) r(i) JOIN range(200000) s(j) "
                + "ON i % 2 = j % 2");
        statements.put("aggregate", "SELECT max(c) FROM (SELECT i % 2000000, count(*) c FROM " + large
                + " GROUP BY 1)");
        statements.put("distinct", "SELECT count(DISTINCT i % 3000000) FROM " + large);
        statements.put("sort", "SELECT i FROM range(10000000) r(i) ORDER BY i % 1000003, i DESC");
        statements.put("top", "SELECT i FROM " + large + " ORDER BY i % 1000003, i DESC LIMIT 100000");
        statements.put("window over one partition", "SELECT max(s) FROM (SELECT sum(i) OVER (ORDER BY i % 1000 "
                + "ROWS BETWEEN 100000 PRECEDING AND 100000 FOLLOWING) s, max(i) OVER (ORDER BY i % 1000 RANGE BETWEEN "
                + "3 PRECEDING AND CURRENT ROW) m, rank() OVER (ORDER BY i % 77) FROM range(3000000) r(i))");
        statements.put("cross join without a row", "SELECT count(*) FROM range(1000000) r(i), range(1000000) s(j) "
                + "WHERE i + j < 0");
        statements.put("regular expression", "SELECT count(*) FROM " + large
                + " WHERE regexp_matches(repeat('ab', 200) || i, '((a|b|c)*d)+x')");
        statements.put("long texts", "SELECT max(length(repeat('abc', 100000 + CAST(i % 10 AS INTEGER)))) FROM "
                + large);
        statements.put("exchange with a slow reader", "SELECT i, repeat('x', 100) FROM " + large);
        statements.put("INSERT", "INSERT INTO target SELECT length('text ' || i) FROM " + large);
        statements.put("CREATE TABLE AS", "CREATE TABLE made AS SELECT i, length('text ' || i) AS k FROM " + large);
        for (String format : List.of("parquet", "csv", "arrow")) {
            statements.put("COPY to " + format, "COPY (SELECT i, i % 7 AS k, 'text ' || i AS t FROM " + large
                    + ") TO '" + file("out/made." + format) + "'");
        }
        return statements;
    }

    private String manyTimes(String name) {
        return "SELECT count(*) FROM '" + file(name) + "', range(1000) WHERE t || range LIKE '%y%z%'";
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void cancelAtRandomMoments(String phase, String sql) throws Exception {
        int cancelled = 0;
        StringBuilder figures = new StringBuilder();
        for (int i = 0; i < TRIES; i++) {
            long releaseNanos = cancelAfter(random.nextInt(1, 250), sql);
            if (releaseNanos >= 0) {
                cancelled++;
                long millis = TimeUnit.NANOSECONDS.toMillis(releaseNanos);
                figures.append(' ').append(millis);
                assertTrue(millis <= RELEASE_MILLIS_MAX, phase + ": released after " + millis + " ms");
            }
            assertEquals(tableBytes, sheaf.engine().memory().usedBytes(), "memory after " + phase);
            assertEquals(List.of(), List.of(new File(file("out")).list()), "files after " + phase);
            assertEquals(0, count("SELECT count(*) FROM target"));
            SheafException missing =
                    org.junit.jupiter.api.Assertions.assertThrows(
                            SheafException.class, () -> session.execute("DROP TABLE made"));
            assertEquals(ErrorCode.UNDEFINED_TABLE, missing.code());
        }
        assertTrue(cancelled > 0, phase + " was never cancelled: it takes too little time");
        if (Boolean.getBoolean("sheaf.test.figures")) {
            System.out.println(phase + ", ms until released:" + figures);
        }
    }

    /// @return the time from the cancellation until everything was given back; negative when it came too late
    private long cancelAfter(int millis, String sql) throws Exception {
        AtomicLong cancelledNanos = new AtomicLong();
        ScheduledFuture<?> cancel = timer.schedule(
                () -> {
                    cancelledNanos.set(System.nanoTime());
                    session.cancel();
                },
                millis,
                TimeUnit.MILLISECONDS);
        boolean ended = false;
        try (Result result = session.sql(sql)) {
            Batch batch;
            while ((batch = result.nextBatch()) != null) {
                batch.release();
            }
        } catch (SheafException failure) {
            assertEquals(ErrorCode.QUERY_CANCELLED, failure.code(), failure.toString());
            ended = true;
        }
        long releasedNanos = System.nanoTime();
        if (!cancel.cancel(false)) {
            cancel.get();
        }
        return ended ? releasedNanos - cancelledNanos.get() : -1;
    }

    private long count(String sql) {
        try (Result result = session.sql(sql)) {
            assertTrue(result.next());
            return (Long) result.root().getVector(0).getObject(0);
        }
    }
}
