// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.data.RandomRows;
import dev.sheaf.testkit.data.RowSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches built from chunks, read back, encoded and decoded.
class BatchTest {
    private final EngineMemory engine = new EngineMemory(1L << 30);
    private final MemoryContext memory = engine.context().child("test");

    @AfterEach
    void nothingIsLeft() {
        memory.close();
        engine.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static List<List<Object>> rows(Batch batch) {
        List<List<Object>> rows = new ArrayList<>();
        RowSet.read(batch, rows);
        return rows;
    }

    private static RowSet random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomRows rows = new RandomRows(seed);
        Schema schema = seed % 3 == 0 ? RandomRows.allTypes() : rows.schema(6);
        return rows.rows(schema, random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(700));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsAppendedInPiecesIsReadBack(long seed) {
        RowSet expected = random(seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (BatchBuilder builder = new BatchBuilder(expected.schema(), memory)) {
            for (int from = 0; from < expected.size();) {
                int count = random.nextInt(Math.min(200, expected.size() - from) + 1);
                builder.append(expected.chunk(from, count));
                from += count;
            }
            Batch batch = builder.finish();
            assertEquals(expected.rows(), rows(batch));
            assertEquals(0, builder.rowCount());
            batch.release();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void chosenRowsAreAppendedInTheirOrder(long seed) {
        RowSet source = random(seed);
        SplittableRandom random = new SplittableRandom(seed);
        int[] chosen = source.size() == 0 ? new int[0] : random.ints(300, 0, source.size()).toArray();
        try (BatchBuilder builder = new BatchBuilder(source.schema(), memory)) {
            builder.append(source.chunk(0, source.size()), chosen, 0, chosen.length / 2);
            builder.append(source.chunk(0, source.size()), chosen, chosen.length / 2,
                    chosen.length - chosen.length / 2);
            Batch batch = builder.finish();
            List<List<Object>> expected = new ArrayList<>();
            for (int row : chosen) {
                expected.add(source.rows().get(row));
            }
            assertEquals(expected, rows(batch));
            batch.release();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyRangeIsRead(long seed) {
        RowSet expected = random(seed);
        Batch batch = expected.batch(0, expected.size(), memory);
        BatchReader reader = new BatchReader(expected.schema(), Math.max(1, expected.size()));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            int from = random.nextInt(expected.size() + 1);
            int count = random.nextInt(expected.size() - from + 1);
            List<List<Object>> actual = new ArrayList<>();
            RowSet.read(reader.read(batch, from, count), actual);
            assertEquals(expected.rows().subList(from, from + count), actual);
        }
        batch.release();
    }

    private MemoryBlock bytes(EncodedBatch encoded) {
        MemoryBlock block = memory.allocate(encoded.byteSize());
        long offset = 0;
        for (MemorySegment part : encoded.parts()) {
            MemorySegment.copy(part, 0, block.segment(), offset, part.byteSize());
            offset += part.byteSize();
        }
        assertEquals(encoded.byteSize(), offset);
        return block;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aBatchIsEncodedAndDecoded(long seed) {
        RowSet expected = random(seed);
        Batch batch = expected.batch(0, expected.size(), memory);
        EncodedBatch encoded = EncodedBatch.of(batch);
        MemoryBlock block = bytes(encoded);
        batch.release();
        Batch decoded = BatchDecoder.decode(expected.schema(), block, encoded.byteSize());
        block.release();
        assertEquals(expected.rows(), rows(decoded));
        MemoryBlock again = bytes(EncodedBatch.of(decoded));
        decoded.release();
        Batch twice = BatchDecoder.decode(expected.schema(), again, encoded.byteSize());
        again.release();
        assertEquals(expected.rows(), rows(twice));
        twice.release();
    }

    @Test
    void onlyWhatHoldsRowsIsSent() {
        Schema schema = Schema.of(new Field("text", DataType.VARCHAR, false));
        RowSet rows = RowSet.of(schema, new Object[] {"a text that does not fit a view"});
        Batch batch = rows.batch(0, 1, memory);
        assertTrue(EncodedBatch.of(batch).byteSize() < 200, "bytes of nobody's business are sent");
        batch.release();
    }

    @Test
    void damagedBytesGiveABatchOrATypedError() {
        int refused = 0;
        for (long seed = 0; seed < 4000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RowSet original = new RandomRows(seed).rows(RandomRows.allTypes(), random.nextInt(20));
            Batch batch = original.batch(0, original.size(), memory);
            EncodedBatch encoded = EncodedBatch.of(batch);
            MemoryBlock block = bytes(encoded);
            batch.release();
            for (int i = random.nextInt(3); i >= 0; i--) {
                long at = random.nextBoolean() ? random.nextLong(Math.min(200, encoded.byteSize()))
                        : random.nextLong(encoded.byteSize());
                block.segment().set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt(256));
            }
            long byteSize = random.nextInt(5) == 0 ? random.nextLong(encoded.byteSize()) : encoded.byteSize();
            try {
                Batch decoded = BatchDecoder.decode(original.schema(), block, byteSize);
                if (decoded.rowCount() <= 100) {
                    // Whatever it says, reading it stays inside.
                    rows(decoded);
                }
                decoded.release();
            } catch (SheafException malformed) {
                assertEquals(ErrorCode.PROTOCOL_VIOLATION, malformed.code(), "seed " + seed);
                refused++;
            } catch (RuntimeException escaped) {
                throw new AssertionError("seed " + seed, escaped);
            }
            block.release();
            assertEquals(0, memory.usedBytes(), "seed " + seed);
        }
        assertTrue(refused > 1000, refused + " refused");
    }

    @Test
    void referencesAreCounted() {
        RowSet rows = new RandomRows(1).rows(RandomRows.allTypes(), 10);
        Batch batch = rows.batch(0, 10, memory);
        batch.retain();
        batch.release();
        assertTrue(memory.usedBytes() > 0);
        batch.release();
        assertEquals(0, memory.usedBytes());
        assertThrows(IllegalStateException.class, batch::retain);
    }

    @Test
    void aBatchMovesToAnotherAccount() {
        try (MemoryContext other = engine.context().child("other", 1)) {
            RowSet rows = new RandomRows(1).rows(RandomRows.allTypes(), 10);
            Batch moved = rows.batch(0, 10, memory).transferTo(other);
            assertEquals(0, memory.usedBytes());
            assertTrue(other.usedBytes() > 0);
            assertEquals(rows.rows(), rows(moved));
            moved.release();
            assertEquals(0, other.usedBytes());
        }
    }

    @Test
    void aDroppedBuilderGivesItsMemoryBack() {
        RowSet rows = new RandomRows(1).rows(RandomRows.allTypes(), 500);
        try (BatchBuilder builder = new BatchBuilder(rows.schema(), memory)) {
            builder.append(rows.chunk(0, 500));
            assertTrue(builder.byteSize() > 0);
        }
        assertEquals(0, memory.usedBytes());
    }
}
