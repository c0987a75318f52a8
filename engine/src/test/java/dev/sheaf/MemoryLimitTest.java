// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Without a disk to go to, each operator that keeps rows ends with OUT_OF_MEMORY when it must keep more than fits,
/// gives everything back, and the engine serves on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryLimitTest {
    private static final String ROWS = "range(4000000) r(i)";

    private Sheaf sheaf;
    private Session session;
    private Path folder;

    @BeforeAll
    void open(@TempDir Path temporary) {
        folder = temporary;
        sheaf = Sheaf.builder().workers(2).threads(1).memory("32MB").option(Sheaf.Option.SPILL, "off").open();
        session = sheaf.openSession();
        session.execute("CREATE TABLE target (i BIGINT, t VARCHAR)");
    }

    @AfterAll
    void close() {
        session.close();
        sheaf.close();
    }

    @TestFactory
    Stream<DynamicTest> saysSoAndServesOn() {
        return statements().entrySet().stream()
                .map(statement -> DynamicTest.dynamicTest(statement.getKey(), () -> meetsLimit(statement.getValue())));
    }

    private Map<String, String> statements() {
        Map<String, String> statements = new LinkedHashMap<>();
        String text = "'text that does not fit a view ' || i";
        statements.put("join build", "SELECT count(*) FROM " + ROWS + " JOIN (SELECT i AS j, " + text + " AS t FROM "
                + ROWS + ") s ON i = j WHERE t <> 'x'");
        statements.put("cross join build", "SELECT count(*) FROM (SELECT i, " + text + " AS t FROM " + ROWS
                + ") a, (SELECT i AS j, " + text + " AS u FROM " + ROWS + ") b WHERE t < u");
        statements.put("aggregate", "SELECT max(c) FROM (SELECT " + text + ", count(*) AS c FROM " + ROWS
                + " GROUP BY 1)");
        statements.put("distinct", "SELECT count(*) FROM (SELECT DISTINCT " + text + " FROM " + ROWS + ")");
        statements.put("distinct aggregate", "SELECT count(DISTINCT " + text + ") FROM " + ROWS);
        statements.put("median", "SELECT median(i) FROM range(40000000) r(i)");
        statements.put("string_agg", "SELECT length(string_agg(" + text + ", ',')) FROM " + ROWS);
        statements.put("sort", "SELECT " + text + " FROM " + ROWS + " ORDER BY 1");
        statements.put("top", "SELECT " + text + " FROM " + ROWS + " ORDER BY 1 LIMIT 2000000");
        statements.put("window", "SELECT max(s) FROM (SELECT sum(i) OVER (ORDER BY " + text + ") AS s FROM " + ROWS
                + ")");
        statements.put("union", "SELECT count(*) FROM (SELECT " + text + " FROM " + ROWS + " UNION SELECT 'x')");
        statements.put("INSERT", "INSERT INTO target SELECT i, " + text + " FROM " + ROWS);
        statements.put("CREATE TABLE AS", "CREATE TABLE made AS SELECT i, " + text + " AS t FROM " + ROWS);
        statements.put("long texts", "SELECT max(repeat('abc', 10000000 + CAST(i AS INTEGER))) FROM " + ROWS);
        return statements;
    }

    private void meetsLimit(String sql) {
        long before = sheaf.engine().memory().usedBytes();
        SheafException failure = assertThrows(SheafException.class, () -> drain(sql), sql);
        assertEquals(ErrorCode.OUT_OF_MEMORY, failure.code(), failure.toString());
        assertTrue(failure.getMessage().contains("memory limit"), failure.getMessage());
        assertTrue(failure.getMessage().contains("would have allowed it"), failure.getMessage());
        assertEquals(before, sheaf.engine().memory().usedBytes(), "memory after " + sql);
        assertEquals(1, drain("SELECT count(*) FROM target"));
        assertEquals(0, session.execute("DROP TABLE IF EXISTS made"));
        assertEquals(List.of(), List.of(new File(folder.toString()).list()));
    }

    private long drain(String sql) {
        long rows = 0;
        try (Result result = session.sql(sql)) {
            Batch batch;
            while ((batch = result.nextBatch()) != null) {
                rows += batch.rowCount();
                batch.release();
            }
        }
        return rows;
    }
}
