// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.JavaValues;
import dev.sheaf.storage.Scans;
import dev.sheaf.storage.Writes;
import dev.sheaf.storage.file.FolderDisk;
import dev.sheaf.storage.parquet.ParquetConnector;
import dev.sheaf.storage.tpch.TpchConnector;
import dev.sheaf.storage.tpch.TpchTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryConnectorTest {
    private static final String EVERYTHING = """
            SELECT CASE WHEN i % 3 <> 0 THEN i % 2 = 0 END AS truth, (i % 100)::TINYINT AS tiny,
                (i * 7 % 30000)::SMALLINT AS small,
                CASE WHEN i % 5 <> 0 THEN (hash(i) % 1000000)::INTEGER END AS number,
                (hash(i) >> 1)::BIGINT AS big, 42::BIGINT AS constant, i / 3 AS fraction, (i / 7)::FLOAT AS real,
                CASE WHEN i = 77 THEN 'NaN'::DOUBLE WHEN i % 2 = 0 THEN i END AS strange,
                (i % 1000)::DECIMAL(9, 2) AS price, (hash(i)::DECIMAL(38, 4) * 1000) AS wide,
                DATE '1970-01-01' + (i % 9000)::INTEGER AS day, TIMESTAMP '2000-01-01' + to_seconds(i) AS moment,
                CASE WHEN i % 11 <> 0 THEN 'value ' || (i % 300) || ' of three hundred' END AS few,
                'a long and different text ' || hash(i) AS many, (i % 9)::VARCHAR AS short, NULL::INTEGER AS nothing,
                CASE WHEN i < 50000 THEN 'v' || (i % 90) ELSE 'w' || i END AS turning
            FROM range($rows) t(i)""";

    @TempDir
    Path directory;

    private final EngineMemory memory = new EngineMemory(256 << 20);
    private final MemoryContext tables = memory.context().child("tables");
    private final MemoryConnector connector = new MemoryConnector(tables);

    @AfterEach
    void close() {
        connector.close();
        tables.close();
        memory.close();
    }

    private static WriteTarget target(Schema schema) {
        return WriteTarget.of(MemoryConnector.NAME, "t", schema, Map.of());
    }

    private Relation.Table commit(Schema schema, long statement, List<ByteString> commits) {
        connector.commit(target(schema), statement, commits);
        return connector.relation(
                new TableDefinition(1, "t", MemoryConnector.NAME, schema, SegmentCommits.decode(commits)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2047, 2049, 130_000})
    void givesBackWhatWasWritten(int rows) {
        try (DuckDbFiles duckDb = new DuckDbFiles(directory)) {
            String query = EVERYTHING.replace("$rows", Integer.toString(rows));
            ParquetConnector parquet = new ParquetConnector(new FolderDisk(), memory.context());
            Relation.Table source = parquet.table(duckDb.copy(query, "").toString());
            List<ByteString> commits = Writes.copy(
                    parquet, source, connector, target(source.schema()), 1, 1, 1000, memory.context());
            Relation.Table table = commit(source.schema(), 1, commits);
            List<List<Object>> expected = duckDb.rows(query);
            ScanNode scan = Scans.scan(table, List.of());
            for (int chunkRows : rows > 10_000 ? new int[] {2048, 701} : new int[] {2048, 701, 7, 1}) {
                assertRows(expected, Scans.rows(connector, scan, memory.context(), chunkRows, 3));
            }
        }
    }

    /// Slices of few rows are decoded row by row; one row twice, and a slice of a slice.
    @Test
    void gathersFewRowsAsItDecodesAll() {
        try (DuckDbFiles duckDb = new DuckDbFiles(directory)) {
            String query = EVERYTHING.replace("$rows", "130000");
            ParquetConnector parquet = new ParquetConnector(new FolderDisk(), memory.context());
            Relation.Table source = parquet.table(duckDb.copy(query, "").toString());
            List<ByteString> commits = Writes.copy(
                    parquet, source, connector, target(source.schema()), 1, 1, 1000, memory.context());
            Relation.Table table = commit(source.schema(), 1, commits);
            List<List<Object>> expected = duckDb.rows(query);
            ScanNode scan = Scans.scan(table, List.of());
            List<List<Object>> chosen = new ArrayList<>();
            List<List<Object>> given = new ArrayList<>();
            int first = 0;
            for (Split split : connector.splits(scan, 1)) {
                ScanContext context = new ScanContext(1000, memory.context(), new CancellationToken());
                try (ChunkSource chunks = connector.open(scan, split, context)) {
                    Chunk chunk = new Chunk(scan.schema());
                    Chunk slice = new Chunk(scan.schema());
                    Chunk inner = new Chunk(scan.schema());
                    while (chunks.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                        int last = chunk.rowCount() - 1;
                        int[] rows = {0, last / 3, last / 3, last / 2, last};
                        slice.slice(chunk, rows, rows.length);
                        inner.slice(slice, new int[] {3}, 1);
                        JavaValues.append(inner, given);
                        chosen.add(expected.get(first + rows[3]));
                        JavaValues.append(slice, given);
                        for (int row : rows) {
                            chosen.add(expected.get(first + row));
                        }
                        first += chunk.rowCount();
                    }
                }
            }
            assertEquals(130_000, first);
            assertRows(chosen, given);
        }
    }

    private static void assertRows(List<List<Object>> expected, List<List<Object>> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), "row " + i);
        }
    }

    @Test
    void takesOnlySelectedRows() {
        Relation.Table nation = TpchTables.table("tpch.tiny", "customer").orElseThrow();
        TpchConnector tpch = new TpchConnector();
        ScanNode scan = Scans.scan(nation, List.of(), "c_custkey", "c_name", "c_acctbal");
        ScanContext context = new ScanContext(100, memory.context(), new CancellationToken());
        List<List<Object>> expected = new ArrayList<>();
        List<ByteString> commits;
        try (ChunkSource source = tpch.open(scan, tpch.splits(scan, 1).getFirst(), context);
                ChunkWriter writer = connector.createWriter(target(scan.schema()), 5, 0, context)) {
            Chunk chunk = new Chunk(scan.schema());
            Selection selection = new Selection(100);
            while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                Writes.selectSome(chunk, selection);
                JavaValues.append(chunk, expected);
                writer.write(chunk);
            }
            commits = List.of(writer.finish());
        }
        assertRows(expected, Scans.rows(connector, commit(scan.schema(), 5, commits), memory.context()));
    }

    @Test
    void skipsBlocksThatCannotMatch() {
        Relation.Table orders = TpchTables.table("tpch.sf0.1", "orders").orElseThrow();
        Relation.Table table = load(orders);
        ScanConstraint low = new ScanConstraint(
                0, ScanConstraint.Comparison.LESS_THAN, List.of(Literal.of(1000)));
        ScanNode scan = Scans.scan(table, List.of(low), "o_orderkey");
        List<Split> splits = connector.splits(scan, 2);
        assertEquals(1, splits.size());
        assertEquals(2048, Scans.count(connector, scan, memory.context()));
    }

    @Test
    void skipsBlocksByTheirStrings() {
        try (DuckDbFiles duckDb = new DuckDbFiles(directory)) {
            String query = """
                    SELECT lpad(i::VARCHAR, 6, '0') || ' and some more' AS many,
                        CASE WHEN i % 7 <> 0 THEN chr((65 + i // 2048)::INTEGER) END AS few
                    FROM range(20000) t(i)""";
            ParquetConnector parquet = new ParquetConnector(new FolderDisk(), memory.context());
            Relation.Table source = parquet.table(duckDb.copy(query, "").toString());
            Relation.Table table = commit(
                    source.schema(),
                    1,
                    Writes.copy(parquet, source, connector, target(source.schema()), 1, 1, 2048, memory.context()));
            assertEquals(2048, counted(table, 0, ScanConstraint.Comparison.EQUAL, "005000 and some more"));
            assertEquals(2 * 2048, counted(table, 0, ScanConstraint.Comparison.LESS_THAN, "004000"));
            assertEquals(0, counted(table, 0, ScanConstraint.Comparison.GREATER_THAN, "02"));
            assertEquals(2048, counted(table, 1, ScanConstraint.Comparison.EQUAL, "C"));
            assertEquals(3 * 2048, counted(table, 1, ScanConstraint.Comparison.LESS_THAN_OR_EQUAL, "C"));
            assertTrue(table.statistics().get().column(0).min().isEmpty());
        }
    }

    private long counted(Relation.Table table, int column, ScanConstraint.Comparison comparison, String operand) {
        ScanConstraint constraint = new ScanConstraint(column, comparison, List.of(Literal.of(operand)));
        return Scans.count(connector, Scans.scan(table, List.of(constraint)), memory.context());
    }

    private Relation.Table load(Relation.Table source) {
        List<ByteString> commits = Writes.copy(
                new TpchConnector(), source, connector, target(source.schema()), 9, 2, 2048, memory.context());
        return commit(source.schema(), 9, commits);
    }

    @Test
    void knowsStatistics() {
        Relation.Table lineItem = load(TpchTables.table("tpch.sf0.1", "lineitem").orElseThrow());
        TableStatistics statistics = lineItem.statistics().get();
        TableStatistics truth =
                TpchTables.table("tpch.sf0.1", "lineitem").orElseThrow().statistics().get();
        assertEquals(600_572, statistics.rowCount().orElseThrow());
        for (String column : List.of(
                "l_orderkey", "l_partkey", "l_suppkey", "l_linenumber", "l_quantity", "l_discount", "l_returnflag",
                "l_shipmode")) {
            int index = lineItem.schema().indexOf(column);
            double expected = truth.column(index).distinctCount().get().orElseThrow();
            double actual = statistics.column(index).distinctCount().get().orElseThrow();
            assertEquals(expected, actual, expected * 0.25, column);
        }
        assertEquals(Literal.of(1), statistics.column(0).min().orElseThrow());
    }

    @Test
    void dropsWhatIsAborted() {
        Relation.Table nation = TpchTables.table("tpch.tiny", "orders").orElseThrow();
        Writes.copy(new TpchConnector(), nation, connector, target(nation.schema()), 7, 2, 500, memory.context());
        assertTrue(tables.usedBytes() > 0);
        connector.abort(target(nation.schema()), 7);
        assertEquals(0, tables.usedBytes());
    }

    @Test
    void keepsSegmentsWhileTheyAreRead() {
        Relation.Table table = load(TpchTables.table("tpch.tiny", "nation").orElseThrow());
        ScanNode scan = Scans.scan(table, List.of());
        Split split = connector.splits(scan, 1).getFirst();
        ScanContext context = new ScanContext(10, memory.context(), new CancellationToken());
        try (ChunkSource source = connector.open(scan, split, context)) {
            connector.close();
            assertTrue(tables.usedBytes() > 0);
            Chunk chunk = new Chunk(scan.schema());
            assertEquals(ChunkSource.Result.ROWS, source.next(chunk, Waker.NONE));
            assertEquals("ALGERIA", JavaValues.value(chunk.flat(1), 0));
        }
        assertEquals(0, tables.usedBytes());
        SheafException error = assertThrows(SheafException.class, () -> connector.open(scan, split, context));
        assertEquals(ErrorCode.CATALOG_CONFLICT, error.code());
    }

    @Test
    void refusesMoreThanItMayTake() {
        Relation.Table source = TpchTables.table("tpch.tiny", "lineitem").orElseThrow();
        try (MemoryContext small = memory.context().child("small", 1 << 20);
                MemoryConnector limited = new MemoryConnector(small)) {
            SheafException error = assertThrows(SheafException.class, () -> Writes.copy(
                    new TpchConnector(), source, limited, target(source.schema()), 1, 1, 500, memory.context()));
            assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
            limited.abort(target(source.schema()), 1);
            assertEquals(0, small.usedBytes());
        }
    }
}
