// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableConstraints;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.catalog.log.TailMerge;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.Scans;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tables that get a few rows at a time.
class SmallWritesTest {
    private static final Schema COLUMNS = new Schema(List.of(
            new Field("number", DataType.INTEGER, true), new Field("text", DataType.VARCHAR, true)));
    private static final WriteTarget TARGET = WriteTarget.of(MemoryConnector.NAME, "t", COLUMNS, Map.of());

    private final EngineMemory memory = new EngineMemory(64 << 20);
    private final MemoryContext tables = memory.context().child("tables", 16 << 20);
    private final MemoryConnector connector = new MemoryConnector(tables);
    private TableDefinition table = new TableDefinition(1, "t", MemoryConnector.NAME, COLUMNS, List.of());
    private long statement;

    @AfterEach
    void close() {
        connector.close();
        assertEquals(0, tables.usedBytes());
        tables.close();
        memory.close();
    }

    @Test
    void leaveFewSegmentsAndKeepTheOrder() {
        List<List<Object>> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            append(write(row(i)));
            expected.add(row(i));
            assertTrue(table.segments().size() <= 3 * 6, () -> table.segments().size() + " segments");
        }
        assertEquals(expected, Scans.rows(connector, connector.relation(table), memory.context(), "number", "text"));
        assertEquals(3_000, table.rowCount());
    }

    @Test
    void leaveLargeSegmentsAlone() {
        List<SegmentReference> large = List.of(
                new SegmentReference(1, 40_000, 0), new SegmentReference(2, 40_000, 0),
                new SegmentReference(3, 40_000, 0));
        assertEquals(0, merged(large, 40_000));
        assertEquals(0, merged(large, 1));
    }

    @Test
    void mergeWhereThreeOfLikeSizeLieBefore() {
        assertEquals(0, merged(rows(1, 1), 1));
        assertEquals(3, merged(rows(1, 1, 1), 1));
        assertEquals(3, merged(rows(500, 1, 1, 1), 1));
        assertEquals(6, merged(rows(4, 4, 4, 1, 1, 1), 1));
        assertEquals(0, merged(rows(100, 1, 100, 1, 1), 1));
        assertEquals(5, merged(rows(100, 1, 100, 1, 1), 100));
    }

    @Test
    void newKeysAreKnownToBeNew() {
        table = keyed(List.of(0));
        for (int i = 0; i < 500; i++) {
            List<SegmentReference> added = write(row(i));
            Optional<Consumer<TableDefinition>> keys = connector.addedKeys(table, added);
            assertTrue(keys.isPresent());
            append(added);
            keys.get().accept(table);
        }
        assertFalse(unique(row(77)));
        assertFalse(unique(row(500), row(501), row(500)));
        assertTrue(unique(row(500), row(501)));
    }

    @Test
    void keysOfAVersionThatNobodyTookPartInAreRead() {
        table = keyed(List.of(1, 0));
        append(write(row(1), row(2)));
        assertFalse(unique(row(2)));
        append(write(row(3)));
        assertFalse(unique(row(3)));
        assertTrue(unique(row(4)));
        table = table.withSegments(List.of());
        assertTrue(unique(row(3)));
    }

    @Test
    void nullsRepeatNoKey() {
        table = keyed(List.of(0));
        List<Object> none = new ArrayList<>(row(1));
        none.set(0, null);
        append(write(none));
        assertTrue(unique(none, none));
    }

    @Test
    void withoutMemoryNothingIsSaid() {
        table = keyed(List.of(0));
        append(write(row(1)));
        List<SegmentReference> added = write(row(2));
        long rest = tables.headroomBytes();
        tables.reserve(rest);
        assertTrue(connector.addedKeys(table, added).isEmpty());
        tables.unreserve(rest);
        assertTrue(connector.addedKeys(table, added).isPresent());
    }

    @Test
    void keysOfDroppedTablesTakeNoMemory() {
        table = keyed(List.of(0));
        append(write(row(1)));
        assertTrue(unique(row(2)));
        connector.drop(table.segments());
        connector.abort(TARGET, statement);
        assertEquals(0, tables.usedBytes());
    }

    private static TableDefinition keyed(List<Integer> columns) {
        SortedMap<Integer, String> defaults = new TreeMap<>();
        return new TableDefinition(1, "t", MemoryConnector.NAME, COLUMNS,
                new TableConstraints(defaults, List.of(new TableConstraints.Key(columns, true)), List.of()),
                List.of());
    }

    private static List<SegmentReference> rows(int... counts) {
        List<SegmentReference> segments = new ArrayList<>();
        for (int count : counts) {
            segments.add(new SegmentReference(segments.size(), count, 0));
        }
        return segments;
    }

    private static int merged(List<SegmentReference> before, int added) {
        TableDefinition table = new TableDefinition(1, "t", MemoryConnector.NAME, COLUMNS, before);
        return SegmentMerger.mergedCount(table, List.of(new SegmentReference(99, added, 0)));
    }

    private static List<Object> row(int number) {
        return List.of((long) number, number % 3 == 0 ? "short" : "a text that does not fit into a view " + number);
    }

    @SafeVarargs
    private List<SegmentReference> write(List<Object>... rows) {
        statement++;
        ScanContext context = new ScanContext(Chunk.DEFAULT_ROWS, memory.context(), new CancellationToken());
        try (ChunkWriter writer = connector.createWriter(TARGET, statement, 0, context)) {
            Chunk chunk = new Chunk(COLUMNS);
            chunk.start(rows.length);
            IntVector numbers = new IntVector(DataType.INTEGER, rows.length);
            StringVector texts = new StringVector(DataType.VARCHAR, rows.length);
            for (int i = 0; i < rows.length; i++) {
                if (rows[i].get(0) == null) {
                    numbers.setNull(i);
                } else {
                    numbers.values()[i] = ((Long) rows[i].get(0)).intValue();
                }
                byte[] bytes = ((String) rows[i].get(1)).getBytes(StandardCharsets.UTF_8);
                MemorySegment heap = MemorySegment.ofArray(bytes);
                texts.set(i, texts.addHeap(heap), 0, bytes.length);
            }
            chunk.set(0, numbers);
            chunk.set(1, texts);
            writer.write(chunk);
            return SegmentCommits.decode(List.of(writer.finish()));
        }
    }

    private void append(List<SegmentReference> added) {
        Optional<TailMerge> merge = connector.mergeTail(table, added, statement);
        table = merge.map(table::append).orElseGet(() -> table.append(added));
        connector.commit(TARGET, statement, List.of());
        if (merge.isPresent()) {
            connector.drop(merge.get().replaced());
            connector.drop(added);
        }
    }

    @SafeVarargs
    private boolean unique(List<Object>... rows) {
        List<SegmentReference> added = write(rows);
        boolean unique = connector.addedKeys(table, added).isPresent();
        connector.abort(TARGET, statement);
        return unique;
    }
}
