// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.pipeline.SourceOperator;
import dev.sheaf.exec.spill.Spill;
import dev.sheaf.exec.spill.SpillSettings;
import dev.sheaf.exec.spill.SpillSpace;
import dev.sheaf.exec.spill.SpillStore;
import dev.sheaf.testkit.data.RandomRows;
import dev.sheaf.testkit.data.RowOrdering;
import dev.sheaf.testkit.data.RowSet;
import dev.sheaf.testkit.disk.MemoryDisk;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortSinkTest {
    private static final Schema ALL = RandomRows.allTypes();

    /// Feeds rows through several drivers in odd chunks and reads what comes out.
    private static List<List<Object>> run(
            RowSet rows, long seed, long limitBytes, Function<MemoryContext, SinkFactory> sinks) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Object>> result = new ArrayList<>();
        try (EngineMemory engine = new EngineMemory(limitBytes)) {
            SteppedScheduler scheduler = new SteppedScheduler(seed, 1);
            DriverContext context = new DriverContext(
                    0, 1 + random.nextInt(100), engine.context(), new CancellationToken(), scheduler.clock(), () -> 1);
            try (SinkFactory factory = sinks.apply(engine.context())) {
                SourceFactory source = factory instanceof SortSink sort ? sort.source() : ((TopNSink) factory).source();
                feed(rows, random, factory, context);
                int pieces = factory.finalizeTaskCount();
                for (int i = 0; i < pieces; i++) {
                    factory.finalizeTask(i, context);
                }
                factory.completed();
                try (source;
                        SourceOperator operator = source.create(context)) {
                    while (operator.next(Waker.NONE) == SourceOperator.Result.ROWS) {
                        RowSet.read(operator.chunk(), result);
                    }
                }
            }
        }
        return result;
    }

    private static void feed(RowSet rows, SplittableRandom random, SinkFactory factory, DriverContext context) {
        List<SinkOperator> drivers = new ArrayList<>();
        try {
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                drivers.add(factory.create(context));
            }
            int from = 0;
            while (from < rows.size()) {
                int count = Math.min(rows.size() - from, 1 + random.nextInt(64));
                Chunk chunk = rows.chunk(from, count);
                if (random.nextInt(3) == 0 && from > 0) {
                    chunk = rows.chunk(from - 1, count + 1);
                    Selection selection = new Selection(count + 1);
                    Bits.setAll(selection.start(count + 1), count + 1);
                    Bits.clear(selection.bits(), 0);
                    chunk.select(selection.complete());
                }
                if (drivers.get(random.nextInt(drivers.size())).take(chunk, Waker.NONE)
                        == SinkOperator.Result.FINISHED) {
                    break;
                }
                from += count;
            }
            drivers.forEach(driver -> assertEquals(SinkOperator.Result.TAKEN, driver.finish(Waker.NONE)));
        } finally {
            for (SinkOperator driver : drivers) {
                driver.close();
                driver.close();
            }
        }
    }

    private static List<SortKey> randomKeys(SplittableRandom random, int most) {
        List<SortKey> keys = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(most); i++) {
            keys.add(new SortKey(random.nextInt(ALL.size()), random.nextBoolean(), random.nextBoolean()));
        }
        return keys;
    }

    private static void assertOrdered(List<List<Object>> result, List<SortKey> keys, String message) {
        Comparator<List<Object>> order = RowOrdering.by(keys);
        for (int i = 1; i < result.size(); i++) {
            if (order.compare(result.get(i - 1), result.get(i)) > 0) {
                throw new AssertionError(message + ": row " + i + ": " + result.get(i - 1) + " > " + result.get(i));
            }
        }
    }

    private static List<String> canonical(List<List<Object>> rows) {
        return rows.stream().map(Object::toString).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 700})
    void sortsByAnyKeys(int count) {
        for (int seed = 0; seed < 15; seed++) {
            SplittableRandom random = new SplittableRandom(seed * 31L + count);
            RowSet rows = new RandomRows(seed).rows(ALL, count, random.nextInt(3) * 50, 1 + random.nextInt(40));
            List<SortKey> keys = randomKeys(random, 4);
            int runRows = 1 + random.nextInt(300);
            int rangeRows = 1 + random.nextInt(200);
            List<List<Object>> result =
                    run(rows, seed, 1 << 28,
                            memory -> new SortSink(1, ALL, keys, memory, Spill.NONE, runRows, rangeRows));
            String message = "seed " + seed + " keys " + keys;
            assertOrdered(result, keys, message);
            assertEquals(canonical(rows.rows()), canonical(result), message);
        }
    }

    /// The same rows in the same order of keys, with all that may go out going out, and with memory for a part of them.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 30_000})
    void sortsByWayOfTheDisk(int count) {
        for (int seed = 0; seed < 2; seed++) {
            SplittableRandom random = new SplittableRandom(seed * 17L + count);
            RowSet rows = new RandomRows(seed).rows(ALL, count, 10, 1 + random.nextInt(4000));
            List<SortKey> keys = randomKeys(random, 4);
            for (SpillSettings settings : List.of(SpillSettings.FORCED, SpillSettings.DEFAULT)) {
                SpillStore store = new SpillStore(new MemoryDisk(), () -> "temp", settings, () -> 1);
                AtomicReference<SpillSpace> space = new AtomicReference<>();
                Spill[] door = new Spill[1];
                List<List<Object>> result = run(rows, seed, settings.forced() ? 1 << 28 : 7 << 19, memory -> {
                    space.set(store.open("sort", memory));
                    door[0] = space.get().newOperator();
                    return new SortSink(1, ALL, keys, memory, door[0], 700, 200);
                });
                space.get().close();
                String message = "seed " + seed + " keys " + keys + " " + settings;
                assertOrdered(result, keys, message);
                assertEquals(canonical(rows.rows()), canonical(result), message);
                assertEquals(count > (settings.forced() ? 0 : 1000), door[0].writtenBytes() > 0, message);
                assertEquals(0, store.usedBytes());
            }
        }
    }

    @Test
    void columnsWithoutNullsSortToo() {
        List<Field> fields = new ArrayList<>();
        ALL.fields().forEach(field -> fields.add(new Field(field.name(), field.type(), false)));
        Schema schema = new Schema(fields);
        for (int seed = 0; seed < 15; seed++) {
            List<SortKey> keys = randomKeys(new SplittableRandom(seed), 3);
            RowSet rows = new RandomRows(seed).rows(schema, 300, 0, 20);
            assertOrdered(
                    run(rows, seed, 1 << 28, memory -> new SortSink(1, schema, keys, memory, Spill.NONE, 100, 50)),
                    keys,
                    "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 100, 2047, 5000, Long.MAX_VALUE})
    void firstRowsOfAnOrder(long limit) {
        for (int seed = 0; seed < 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RowSet rows = new RandomRows(seed).rows(ALL, 9000, 10, seed % 2 == 0 ? 20 : 3000);
            List<SortKey> keys = randomKeys(random, 3);
            List<List<Object>> result =
                    run(rows, seed, 1 << 28, memory -> new TopNSink(1, ALL, keys, limit, memory));
            Comparator<List<Object>> order = RowOrdering.by(keys);
            List<List<Object>> expected = rows.rows().stream().sorted(order).limit(limit).toList();
            assertEquals(expected.size(), result.size());
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(0, order.compare(expected.get(i), result.get(i)), "seed " + seed + " row " + i);
            }
        }
    }

    @Test
    void radixSortsWideRanges() {
        Schema schema = Schema.of(
                new Field("key", DataType.BIGINT, false), new Field("payload", DataType.BIGINT, false));
        SplittableRandom random = new SplittableRandom(5);
        for (int bits : new int[] {1, 12, 40, 64}) {
            List<List<Object>> values = new ArrayList<>();
            for (int i = 0; i < 40_000; i++) {
                values.add(List.of(random.nextLong() >> (64 - bits), (long) i));
            }
            RowSet rows = new RowSet(schema, values);
            List<SortKey> keys = List.of(new SortKey(0, false, false));
            List<List<Object>> result = run(
                    rows, 1, 1 << 28, memory -> new SortSink(1, schema, keys, memory, Spill.NONE, 1 << 20, 1 << 14));
            assertEquals(40_000, result.size());
            assertOrdered(result, keys, bits + " bits");
        }
    }

    @Test
    void tooLittleMemoryIsATypedError() {
        RowSet rows = new RandomRows(1).rows(ALL, 5000, 10, 100);
        SheafException error = assertThrows(SheafException.class, () -> run(
                rows, 1, 300_000,
                memory -> new SortSink(1, ALL, List.of(new SortKey(0, false, false)), memory, Spill.NONE)));
        assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
    }

    @Test
    void whereverMemoryEndsItIsGivenBack() {
        Schema schema = Schema.of(new Field("key", DataType.BIGINT, false));
        List<List<Object>> values = new ArrayList<>();
        new SplittableRandom(3).longs(4000).forEach(value -> values.add(List.of(value)));
        RowSet rows = new RowSet(schema, values);
        int failed = 0;
        for (long limit = 64 << 10; limit < 2 << 20; limit += 4 << 10) {
            long limitBytes = limit;
            try (EngineMemory engine = new EngineMemory(limitBytes)) {
                DriverContext context = new DriverContext(
                        0, 64, engine.context(), new CancellationToken(), new SteppedScheduler(1, 1).clock(), () -> 1);
                try (SinkFactory sink =
                        new SortSink(1, schema, List.of(new SortKey(0, false, false)), engine.context(), Spill.NONE,
                                100, 50)) {
                    feed(rows, new SplittableRandom(5), sink, context);
                    sink.finalizeTaskCount();
                } catch (SheafException error) {
                    assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
                    failed++;
                }
                assertEquals(0, engine.context().usedBytes(), "limit " + limitBytes);
            }
        }
        assertTrue(failed > 10, failed + " limits were too small");
    }
}
