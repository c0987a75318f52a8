// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Arrow data of a program's own allocator becomes a table.
class ArrowImportTest {
    private static final int ROWS = 5000;

    private BufferAllocator allocator;
    private Sheaf sheaf;
    private Session session;

    @BeforeEach
    void open() {
        allocator = new RootAllocator();
        sheaf = Sheaf.builder().workers(2).threads(1).memory("64MB").open();
        session = sheaf.openSession();
    }

    @AfterEach
    void close() {
        session.close();
        sheaf.close();
        allocator.close();
    }

    @Test
    void valuesNullsAndUnitsArrive() {
        BigIntVector numbers = new BigIntVector("i", allocator);
        VarCharVector texts = new VarCharVector("t", allocator);
        BitVector flags = new BitVector("b", allocator);
        DecimalVector decimals = new DecimalVector("d", allocator, 20, 3);
        TimeStampNanoVector moments = new TimeStampNanoVector("at", allocator);
        DateMilliVector days = new DateMilliVector("day", allocator);
        for (int i = 0; i < ROWS; i++) {
            if (i % 3 != 0) {
                numbers.setSafe(i, i - 7L);
                texts.setSafe(i, (i % 2 == 0 ? "short" : "a text that is too long for its view " + i)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } else {
                numbers.setNull(i);
                texts.setNull(i);
            }
            flags.setSafe(i, i % 5 == 0 ? 1 : 0);
            decimals.setSafe(i, i * 1001L);
            moments.setSafe(i, i * 1_000_000L + 999);
            days.setSafe(i, i * 86_400_000L);
        }
        try (VectorSchemaRoot root = root(ROWS, numbers, texts, flags, decimals, moments, days)) {
            assertEquals(ROWS, session.register("mine", root));
        }
        long some = ROWS - (ROWS + 2) / 3;
        check("SELECT count(*), count(i), count(t), sum(CASE WHEN b THEN 1 ELSE 0 END) FROM mine",
                (long) ROWS, some, some, ROWS / 5L);
        check("SELECT count(*) FROM mine WHERE at = TIMESTAMP '1970-01-01 00:00:01.500'", 1L);
        check("SELECT count(*) FROM mine WHERE t LIKE '% ' || (i + 7)",
                java.util.stream.IntStream.range(0, ROWS).filter(i -> i % 3 != 0 && i % 2 == 1).count());
        check("SELECT count(*) FROM mine WHERE day = DATE '1970-01-01' + INTERVAL 10 DAY AND d = 10.010", 1L);
    }

    @Test
    void anEmptyBatchIsAnEmptyTableAndReplacesTheOneBefore() {
        try (VectorSchemaRoot root = root(0, new BigIntVector("i", allocator))) {
            session.execute("CREATE TABLE mine AS SELECT 1 AS x");
            assertEquals(0, session.register("mine", root));
        }
        check("SELECT count(i) FROM mine", 0L);
    }

    @Test
    void columnsWithoutANameOrOfTheSameNameAreToldApart() {
        BigIntVector first = new BigIntVector("", allocator);
        BigIntVector second = new BigIntVector("a", allocator);
        BigIntVector third = new BigIntVector("A", allocator);
        first.setSafe(0, 1);
        second.setSafe(0, 2);
        third.setSafe(0, 3);
        try (VectorSchemaRoot root = root(1, first, second, third)) {
            session.register("mine", root);
        }
        check("SELECT * FROM mine", 1L, 2L, 3L);
        check("SELECT column0, a, a_1 FROM mine", 1L, 2L, 3L);
    }

    @Test
    void typesThatSheafLacksAreNamed() {
        try (VectorSchemaRoot root = root(0, new UInt8Vector("unsigned", allocator))) {
            SheafException failure = assertThrows(SheafException.class, () -> session.register("mine", root));
            assertEquals(ErrorCode.NOT_SUPPORTED, failure.code());
            assertTrue(failure.getMessage().contains("unsigned"), failure.getMessage());
        }
        assertEquals(0, sheaf.engine().memory().usedBytes());
    }

    private static VectorSchemaRoot root(int rowCount, FieldVector... vectors) {
        VectorSchemaRoot root = VectorSchemaRoot.of(vectors);
        root.setRowCount(rowCount);
        return root;
    }

    private void check(String sql, Object... expected) {
        try (Result result = session.sql(sql)) {
            assertTrue(result.next(), sql);
            List<FieldVector> vectors = result.root().getFieldVectors();
            assertArrayEquals(
                    expected,
                    vectors.stream().map(vector -> ((Number) vector.getObject(0)).longValue()).toArray(),
                    sql);
        }
    }
}
