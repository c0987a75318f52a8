// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.spill.SpillSettings;
import dev.sheaf.exec.spill.SpillSpace;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.testkit.disk.MemoryDisk;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCollectionTest {
    private static final Schema SCHEMA = RandomChunks.schema(RandomChunks.TYPES);
    private static final int[] PLACES = {0, 1, 2, 3, 4, 5, 6, 7};

    private final EngineMemory engine = new EngineMemory(1 << 30);
    private final MemoryContext memory = engine.context().child("test");

    @AfterEach
    void close() {
        memory.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesBackWhatWasAppended(long seed) {
        Random random = new Random(seed);
        RandomChunks chunks = new RandomChunks(random, SCHEMA, 50, seed == 1 ? 0 : 0.2);
        List<List<Object>> expected = new ArrayList<>();
        List<Long> addresses = new ArrayList<>();
        try (RowCollection rows = new RowCollection(new RowLayout(SCHEMA, 9), memory)) {
            for (int i = 0; i < 60; i++) {
                Chunk chunk = chunks.next(500);
                expected.addAll(RandomChunks.rows(chunk));
                long[] appended = rows.append(
                        chunk,
                        PLACES,
                        chunk.selection() == null ? null : chunk.selection().rows(),
                        chunk.activeCount());
                Arrays.stream(appended, 0, chunk.activeCount()).forEach(addresses::add);
            }
            assertEquals(expected.size(), rows.rowCount());
            assertEquals(expected, scan(rows, rows.scan(0), 7 + random.nextInt(300)), "seed " + seed);
            long[] found = addresses.stream().mapToLong(Long::longValue).toArray();
            assertEquals(
                    expected,
                    RandomChunks.rows(new RowReader(rows.layout(), 10).read(rows, found, found.length)),
                    "seed " + seed);
            assertEquals(
                    expected,
                    RandomChunks.rows(new RowReader(rows.layout(), 10).readLazily(rows, found, found.length)),
                    "seed " + seed);
            assertEquals(everyFourth(expected), RandomChunks.rows(lazily(rows, found)), "seed " + seed);
        }
    }

    /// A quarter of rows that are copied when they are asked for.
    private static Chunk lazily(RowCollection rows, long[] addresses) {
        int[] chosen = IntStream.range(0, addresses.length / 4).map(i -> 4 * i).toArray();
        Chunk all = new RowReader(rows.layout(), 10).readLazily(rows, addresses, addresses.length);
        Chunk some = new Chunk(rows.layout().schema());
        some.slice(all, chosen, chosen.length);
        return some;
    }

    private static List<List<Object>> everyFourth(List<List<Object>> rows) {
        return IntStream.range(0, rows.size() / 4).mapToObj(i -> rows.get(4 * i)).toList();
    }

    /// Rows of four partitions, parked, beside memory that grows and shrinks.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parkedRowsComeBack(boolean forced) {
        MemoryDisk disk = new MemoryDisk();
        SpillStore store = new SpillStore(
                disk, () -> "temp", forced ? SpillSettings.FORCED : SpillSettings.DEFAULT, () -> 1);
        EngineMemory small = new EngineMemory(8 << 20);
        MemoryContext query = small.context().child("query");
        List<List<List<Object>>> expected = List.of(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (SpillSpace space = store.open("q", query);
                RowCollection rows = new RowCollection(new RowLayout(SCHEMA, 8), query, 4, space.newOperator())) {
            rows.parkFull();
            append(rows, expected, 11, 40);
            rows.park(1);
            append(rows, expected, 12, 10);
            rows.parkAll();
            long whole = rows.memoryBytes(0) + rows.memoryBytes(1) + rows.memoryBytes(2) + rows.memoryBytes(3);
            assertEquals(forced ? 0 : whole, rows.byteSize());
            long rest = query.headroomBytes() + (forced ? 0 : whole) - rows.memoryBytes(2) - (300 << 10);
            query.reserve(rest);
            assertTrue(disk.usedBytes() > whole / 20, disk.usedBytes() + " of " + whole);
            for (int i = 0; i < 4; i++) {
                assertEquals(expected.get(i), scan(rows, rows.scan(i), 100));
            }
            rows.pin(2);
            assertEquals(0, rows.absentBytes(2));
            SheafException full = assertThrows(SheafException.class, () -> rows.pin(3));
            assertEquals(ErrorCode.OUT_OF_MEMORY, full.code());
            assertEquals(expected.get(2), scan(rows, rows.scan(2), 1000));
            rows.park(2);
            rows.pin(3);
            RowHeaders.putLong(rows.pages(), firstAddress(rows, 3), 0, 77);
            rows.park(3);
            rows.pin(2);
            rows.pin(2);
            assertEquals(expected.get(3), scan(rows, rows.scan(3), 10));
            rows.park(2);
            rows.pin(3);
            assertEquals(77, RowHeaders.longAt(rows.pages(), firstAddress(rows, 3), 0));
            rows.releasePartition(3);
            query.unreserve(rest);
            for (int i = 0; i < 3; i++) {
                assertEquals(expected.get(i), scan(rows, rows.drain(i), 300));
            }
            assertEquals(0, rows.byteSize());
        }
        assertEquals(List.of(), disk.files());
        query.close();
        small.close();
    }

    private static long firstAddress(RowCollection rows, int partition) {
        long[] addresses = new long[1];
        try (RowScan scan = rows.scan(partition)) {
            scan.next(addresses, 1);
        }
        return addresses[0];
    }

    private static void append(RowCollection rows, List<List<List<Object>>> expected, long seed, int chunkCount) {
        Random random = new Random(seed);
        RandomChunks chunks = new RandomChunks(random, SCHEMA, 5000, 0.1);
        for (int i = 0; i < chunkCount; i++) {
            Chunk chunk = chunks.next(1000);
            int[] partitions = random.ints(chunk.rowCount(), 0, 4).toArray();
            int[] active = RandomChunks.active(chunk);
            List<List<Object>> values = RandomChunks.rows(chunk);
            for (int j = 0; j < active.length; j++) {
                expected.get(partitions[active[j]]).add(values.get(j));
            }
            rows.append(chunk, PLACES, active, active.length, partitions);
        }
    }

    @Test
    void absorbedRowsStayParked() {
        MemoryDisk disk = new MemoryDisk();
        SpillStore store = new SpillStore(disk, () -> "temp", SpillSettings.FORCED, () -> 1);
        List<List<List<Object>>> expected = List.of(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (SpillSpace space = store.open("q", memory);
                RowCollection all = new RowCollection(new RowLayout(SCHEMA), memory, 4, space.newOperator());
                RowCollection more = new RowCollection(new RowLayout(SCHEMA), memory, 4, space.newOperator())) {
            append(all, expected, 1, 5);
            append(more, expected, 2, 5);
            more.parkAll();
            all.absorb(more);
            assertTrue(disk.usedBytes() > 0);
            for (int i = 0; i < 4; i++) {
                assertEquals(expected.get(i), scan(all, all.scan(i), 128));
                all.pin(i);
                assertEquals(expected.get(i), scan(all, all.scan(i), 128));
            }
        }
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void gathersChosenRows() {
        Chunk chunk = new RandomChunks(new Random(5), SCHEMA, 50, 0.3, true).next(300);
        int count = chunk.rowCount();
        try (RowCollection rows = new RowCollection(new RowLayout(SCHEMA), memory)) {
            long[] addresses = rows.append(chunk, PLACES, null, count).clone();
            int[] chosen = {0, count / 3, count / 2, count - 1};
            for (int i = 0; i < PLACES.length; i++) {
                var target = dev.sheaf.core.vector.FlatVector.allocate(SCHEMA.type(i), count);
                rows.gather(i, addresses, chosen, chosen.length, target);
                for (int row : chosen) {
                    assertEquals(RandomChunks.get(chunk.column(i), row), RandomChunks.get(target, row));
                }
            }
        }
    }

    @Test
    void partitionsAndAbsorbs() {
        Random random = new Random(7);
        RandomChunks chunks = new RandomChunks(random, SCHEMA, 1000, 0.1);
        List<List<List<Object>>> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expected.add(new ArrayList<>());
        }
        RowLayout layout = new RowLayout(SCHEMA);
        try (RowCollection rows = new RowCollection(layout, memory, 5);
                RowCollection more = new RowCollection(layout, memory, 5)) {
            for (RowCollection part : List.of(rows, more)) {
                for (int i = 0; i < 20; i++) {
                    Chunk chunk = chunks.next(400);
                    int[] partitions = random.ints(chunk.rowCount(), 0, 5).toArray();
                    int[] active = RandomChunks.active(chunk);
                    List<List<Object>> values = RandomChunks.rows(chunk);
                    for (int j = 0; j < active.length; j++) {
                        expected.get(partitions[active[j]]).add(values.get(j));
                    }
                    part.append(chunk, PLACES, active, active.length, partitions);
                }
            }
            rows.absorb(more);
            assertEquals(0, more.rowCount());
            for (int p = 0; p < 5; p++) {
                assertEquals(expected.get(p), scan(rows, rows.scan(p), 100));
                long before = memory.usedBytes();
                rows.releasePartition(p);
                assertTrue(memory.usedBytes() < before);
            }
            assertEquals(0, memory.usedBytes());
        }
    }

    @Test
    void takesAStringLargerThanAPage() {
        Schema schema = Schema.of(new Field("s", DataType.VARCHAR, false), new Field("n", DataType.INTEGER, false));
        String large = "abcdefghij".repeat(100_000);
        Chunk chunk = new Chunk(schema).start(3);
        chunk.set(0, RandomChunks.vector(DataType.VARCHAR, List.of("small", large, "more than twelve bytes")));
        chunk.set(1, RandomChunks.vector(DataType.INTEGER, List.of(1, 2, 3)));
        try (RowCollection rows = new RowCollection(new RowLayout(schema), memory)) {
            rows.append(chunk, new int[] {0, 1}, null, 3);
            assertEquals(RandomChunks.rows(chunk), scan(rows, rows.scan(0), 2));
        }
    }

    @Test
    void refusesANullWhereThereAreNone() {
        Schema schema = Schema.of(new Field("n", DataType.INTEGER, false));
        Chunk chunk = new Chunk(schema).start(2);
        chunk.set(0, RandomChunks.vector(DataType.INTEGER, Arrays.asList(1, null)));
        try (RowCollection rows = new RowCollection(new RowLayout(schema), memory)) {
            SheafException error = assertThrows(
                    SheafException.class, () -> rows.append(chunk, new int[] {0}, null, 2));
            assertEquals(ErrorCode.INTERNAL_ERROR, error.code());
        }
    }

    @Test
    void keepsANarrowDecimalFromAWideVectorAndRefusesWhatDoesNotFit() {
        Schema schema = Schema.of(new Field("d", DataType.decimal(15, 2), true));
        Chunk chunk = new Chunk(schema).start(2);
        DecimalVector vector = new DecimalVector(schema.type(0), 2);
        vector.values()[0] = -5;
        vector.values()[1] = 7;
        vector.widen(2);
        chunk.set(0, vector);
        try (RowCollection rows = new RowCollection(new RowLayout(schema), memory)) {
            rows.append(chunk, new int[] {0}, null, 2);
            assertEquals(
                    List.of(List.of(BigInteger.valueOf(-5)), List.of(BigInteger.valueOf(7))),
                    scan(rows, rows.scan(0), 2));
            vector.high()[1] = 1;
            SheafException error = assertThrows(
                    SheafException.class, () -> rows.append(chunk, new int[] {0}, null, 2));
            assertEquals(ErrorCode.NUMERIC_OUT_OF_RANGE, error.code());
        }
    }

    @Test
    void meetsTheMemoryLimitWithATypedError() {
        try (MemoryContext limited = memory.child("limited", 100_000);
                RowCollection rows = new RowCollection(new RowLayout(SCHEMA), limited)) {
            Chunk chunk = new RandomChunks(new Random(1), SCHEMA, 50, 0.1).next(2000);
            SheafException error = assertThrows(SheafException.class, () -> {
                for (int i = 0; i < 1000; i++) {
                    rows.append(chunk, PLACES, null, chunk.rowCount());
                }
            });
            assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
        }
    }

    private static List<List<Object>> scan(RowCollection rows, RowScan scan, int step) {
        List<List<Object>> found = new ArrayList<>();
        RowReader reader = new RowReader(rows.layout(), step);
        long[] addresses = new long[step];
        for (int count = scan.next(addresses, step); count > 0; count = scan.next(addresses, step)) {
            found.addAll(RandomChunks.rows(reader.read(rows, addresses, count)));
        }
        return found;
    }
}
