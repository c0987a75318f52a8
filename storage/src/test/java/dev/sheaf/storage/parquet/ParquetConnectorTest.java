// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanConstraint.Comparison;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.JavaValues;
import dev.sheaf.storage.RealFiles;
import dev.sheaf.storage.Scans;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.FolderDisk;
import dev.sheaf.storage.file.PinnedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetConnectorTest {
    @TempDir
    Path directory;

    private DuckDbFiles duckDb;
    private final EngineMemory memory = new EngineMemory(256 << 20);
    private final ParquetConnector connector = new ParquetConnector(new FolderDisk(), memory.context());

    @BeforeEach
    void open() {
        duckDb = new DuckDbFiles(directory);
    }

    @AfterEach
    void close() {
        duckDb.close();
        memory.close();
    }

    private Relation.Table table(Object path) {
        return connector.table(path.toString());
    }

    private Relation.Table function(Map<String, FunctionArgument> options, String... paths) {
        List<Literal> positional = java.util.Arrays.stream(paths).map(Literal::of).toList();
        return connector.tableFunction().bind(positional, options, SourcePosition.UNKNOWN);
    }

    private List<List<Object>> rows(Relation.Table table, String... columns) {
        return Scans.rows(connector, table, memory.context(), columns);
    }

    private static ScanConstraint constraint(int column, Comparison comparison, Object value, DataType type) {
        return new ScanConstraint(column, comparison, List.of(new Literal(value, type)));
    }

    @Test
    void leavesOutRowGroupsThatCannotMatch() {
        Path file = duckDb.copy(
                "SELECT i, 'k' || lpad(i::VARCHAR, 6, '0') AS k, "
                        + "CASE WHEN i = 5000 THEN 'NaN'::DOUBLE ELSE i / 10 END AS d, (i // 10)::DECIMAL(9,2) AS m,"
                        + " CASE WHEN i >= 8192 THEN i END AS n FROM range(10240) t(i)",
                ", ROW_GROUP_SIZE 2048");
        Relation.Table table = table(file);
        assertEquals(5, splits(table).size());
        assertEquals(1, splits(table, constraint(0, Comparison.EQUAL, 5000L, DataType.BIGINT)).size());
        assertEquals(2, splits(table, constraint(0, Comparison.LESS_THAN, 2049L, DataType.BIGINT)).size());
        assertEquals(1, splits(table, constraint(0, Comparison.LESS_THAN_OR_EQUAL, 2047L, DataType.BIGINT)).size());
        assertEquals(1, splits(table, constraint(1, Comparison.GREATER_THAN, "k008192", DataType.VARCHAR)).size());
        assertEquals(3, splits(table, constraint(2, Comparison.LESS_THAN, 409.7, DataType.DOUBLE)).size());
        // NaN is greater than all numbers.
        assertEquals(1, splits(table, constraint(2, Comparison.GREATER_THAN, 1e9, DataType.DOUBLE)).size());
        assertEquals(0, splits(table, constraint(0, Comparison.EQUAL, -1L, DataType.BIGINT)).size());
        assertEquals(1, splits(table, new ScanConstraint(4, Comparison.IS_NOT_NULL, List.of())).size());
        assertEquals(4, splits(table, new ScanConstraint(4, Comparison.IS_NULL, List.of())).size());
        assertEquals(
                2,
                splits(table, new ScanConstraint(0, Comparison.IN, List.of(Literal.of(1), Literal.of(9000)))).size());
    }

    private List<Split> splits(Relation.Table table, ScanConstraint... constraints) {
        return connector.splits(Scans.scan(table, List.of(constraints)), 2);
    }

    @Test
    void readsOnlyTheColumnsAndRowsThatAreAskedFor() {
        Path file = duckDb.copy("SELECT i AS a, hash(i) AS b, 'text ' || hash(i) AS c FROM range(100000) t(i)", "");
        Relation.Table table = table(file);
        ScanNode scan = Scans.scan(table, List.of());
        ScanContext context = new ScanContext(2048, memory.context(), new CancellationToken());
        try (ChunkSource source = connector.open(scan, connector.splits(scan, 1).getFirst(), context)) {
            Chunk chunk = new Chunk(scan.schema());
            long chunks = 0;
            while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                // Only the last chunk's values are looked at, and only of one column.
                if (++chunks == 49) {
                    assertEquals(48L * 2048 + 3, ((LongVector) chunk.flat(0)).values()[3]);
                }
            }
            assertEquals(49, chunks);
            assertTrue(source.bytesRead() < 900_000, () -> source.bytesRead() + " bytes");
        }
    }

    /// Three row groups whose dictionaries grow, shrink and end, with nulls and a column that begins without one.
    private Path changingRowGroups() {
        return duckDb.copy(
                "SELECT i, 'a string longer than twelve bytes ' || (i % (CASE i // 2048 WHEN 0 THEN 50 WHEN 1 THEN 300"
                        + " WHEN 2 THEN 7 ELSE 100000 END)) AS s, CASE WHEN i % 5 > 0 THEN (i % 90)::DECIMAL(12, 2)"
                        + " END AS d, (i // 2048)::INTEGER AS c, i % 3 = 0 AS b,"
                        + " DATE '1992-01-01' + (i % 700)::INTEGER AS t"
                        + " FROM range(10240) r(i)",
                ", ROW_GROUP_SIZE 2048, COMPRESSION zstd");
    }

    @Test
    void goesOnWithTheNextRowGroupInTheSameMemory() {
        Relation.Table table = table(changingRowGroups());
        ScanNode scan = Scans.scan(table, List.of());
        ScanContext context = new ScanContext(500, memory.context(), new CancellationToken());
        List<List<Object>> rows = new java.util.ArrayList<>();
        List<Split> splits = connector.splits(scan, 1);
        java.util.Set<Object> bases = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        try (ChunkSource source = connector.open(scan, splits.getFirst(), context)) {
            for (int i = 0; i < splits.size(); i++) {
                assertTrue(i == 0 || source.moveTo(splits.get(i)));
                Object before = null;
                Chunk chunk = new Chunk(scan.schema());
                while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                    if (chunk.column(1) instanceof DictionaryVector coded) {
                        assertTrue(coded.base() == before || bases.add(coded.base()), "another dictionary's vector");
                        before = coded.base();
                        StringVector entries = (StringVector) coded.base();
                        for (int entry = 0; entry < entries.capacity(); entry++) {
                            String text = new String(entries.bytes(entry), java.nio.charset.StandardCharsets.UTF_8);
                            assertTrue(text.startsWith("a string longer"), text);
                        }
                    }
                    JavaValues.append(chunk, rows);
                }
            }
        }
        assertTrue(bases.size() >= 3, () -> bases.size() + " dictionaries");
        assertEquals(rows(table), rows);
    }

    @Test
    void takesLittleHeapForARowGroupMore() {
        Path file = duckDb.copy(
                "SELECT (i % 50)::DECIMAL(15, 2) AS q, (i * 7)::DECIMAL(15, 2) AS p, 'v' || i % 7 AS s,"
                        + " DATE '1992-01-01' + (i % 2000)::INTEGER AS t FROM range(81920) r(i)",
                ", ROW_GROUP_SIZE 2048, COMPRESSION zstd");
        ScanNode scan = Scans.scan(table(file), List.of());
        List<Split> splits = connector.splits(scan, 1);
        assertEquals(40, splits.size());
        ScanContext context = new ScanContext(2048, memory.context(), new CancellationToken());
        try (ChunkSource source = connector.open(scan, splits.getFirst(), context)) {
            Chunk chunk = new Chunk(scan.schema());
            drain(source, chunk);
            long before = allocatedBytes();
            for (Split split : splits.subList(1, 40)) {
                assertTrue(source.moveTo(split));
                drain(source, chunk);
            }
            long each = (allocatedBytes() - before) / 39;
            // The arrays of a chunk alone are ten times as much. Interpreted code makes objects that compiled code
            // does without.
            assertTrue(each < 12_000, () -> each + " bytes a row group");
        }
    }

    private static void drain(ChunkSource source, Chunk chunk) {
        while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
            for (int i = 0; i < chunk.columnCount(); i++) {
                assertTrue(chunk.column(i).type() != null);
            }
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void putsStatisticsTogetherOnceForTheSameFiles() throws IOException {
        Path file = duckDb.copy("SELECT i AS key FROM range(100) t(i)", "");
        TableStatistics first = table(file).statistics().get();
        assertSame(first, table(file).statistics().get());
        duckDb.execute("COPY (SELECT i AS key FROM range(7) t(i)) TO '" + file + "' (FORMAT parquet)");
        Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
        assertEquals(7, table(file).statistics().get().rowCount().orElseThrow());
    }

    @Test
    void countsRowsWithoutColumns() {
        Path file = duckDb.copy("SELECT i FROM range(5000) t(i)", "");
        Relation.Table table = table(file);
        ScanNode scan = new ScanNode(
                1, table.handle(), List.of(), table.schema().select(List.of()), List.of(),
                java.util.OptionalLong.empty());
        assertEquals(5000, Scans.count(connector, scan, memory.context()));
    }

    @Test
    void unitesFiles() {
        duckDb.execute("COPY (SELECT 1 AS a, 'x' AS b) TO '" + directory.resolve("1.parquet") + "'");
        duckDb.execute("COPY (SELECT 'y' AS b, 5000000000 AS a) TO '" + directory.resolve("2.parquet") + "'");
        Relation.Table table = table(directory.resolve("*.parquet"));
        assertEquals(DataType.BIGINT, table.schema().type(0));
        assertEquals(List.of(List.of(1L, "x"), List.of(5000000000L, "y")), rows(table));

        duckDb.execute("COPY (SELECT 1.5::DECIMAL(5, 1) AS a, DATE '2020-02-03' AS c) TO '"
                + directory.resolve("3.parquet") + "'");
        assertEquals(ErrorCode.FILE_FORMAT, code(() -> table(directory.resolve("*.parquet"))));
        Relation.Table byName =
                function(Map.of("union_by_name", FunctionArgument.of(Literal.TRUE)),
                        directory.resolve("*.parquet").toString());
        assertEquals(List.of("a", "b", "c"), byName.schema().fields().stream().map(f -> f.name()).toList());
        List<List<Object>> rows = rows(byName);
        assertEquals(new java.math.BigDecimal("1.0"), rows.get(0).get(0));
        assertEquals(java.util.Arrays.asList(
                new java.math.BigDecimal("1.5"), null, java.time.LocalDate.of(2020, 2, 3)), rows.get(2));
        assertEquals(1, connector.splits(
                Scans.scan(byName, List.of(new ScanConstraint(2, Comparison.IS_NOT_NULL, List.of()))), 2).size());
    }

    @Test
    void refusesFilesThatHaveNothingInCommon() {
        duckDb.execute("COPY (SELECT 1 AS a) TO '" + directory.resolve("1.parquet") + "'");
        duckDb.execute("COPY (SELECT DATE '2020-01-01' AS a) TO '" + directory.resolve("2.parquet") + "'");
        SheafException error = assertThrows(SheafException.class, () -> table(directory.resolve("*.parquet")));
        assertEquals(ErrorCode.FILE_FORMAT, error.code());
        assertTrue(error.getMessage().contains("2.parquet") && error.getMessage().contains("\"a\""),
                error.getMessage());
    }

    @Test
    void namesMissingAndChangedFiles() throws IOException {
        assertEquals(ErrorCode.FILE_NOT_FOUND, code(() -> table(directory.resolve("none*.parquet"))));
        Path file = duckDb.copy("SELECT i FROM range(10) t(i)", "");
        ScanNode scan = Scans.scan(table(file), List.of());
        Split split = connector.splits(scan, 1).getFirst();
        Files.write(file, new byte[] {1, 2, 3});
        assertEquals(ErrorCode.FILE_CHANGED, code(() -> Scans.read(
                connector, scan, split, memory.context(), 10, new java.util.ArrayList<>())));
        assertEquals(ErrorCode.FILE_CORRUPT, code(() -> table(file)));
    }

    @Test
    void refusesNestedColumnsOnlyWhenTheyAreRead() {
        Path file = duckDb.copy("SELECT 1 AS a, [1, 2] AS list, {'x': 1, 'y': 'z'} AS point, MAP {'k': 1} AS map", "");
        Relation.Table table = table(file);
        assertEquals(
                List.of("INTEGER", "INTEGER ARRAY", "ROW(x INTEGER, y VARCHAR)", "MAP(VARCHAR, INTEGER)"),
                table.schema().fields().stream().map(f -> f.type().sqlName()).toList());
        assertEquals(List.of(List.of(1L)), rows(table, "a"));
    }

    @Test
    void knowsStatistics() {
        Path file = duckDb.copy(
                "SELECT i AS key, i // 4 AS quarter, (hash(i) % 1000)::INTEGER AS thousand, (hash(i) % 20000)::INTEGER"
                        + " AS many, 'v' || (i % 7) AS seven, CASE WHEN i % 4 > 0 THEN i END AS some"
                        + " FROM range(200000) t(i)",
                ", ROW_GROUP_SIZE 20480");
        TableStatistics statistics = table(file).statistics().get();
        assertEquals(200_000, statistics.rowCount().orElseThrow());
        assertEquals(Literal.of(199_999), statistics.column(0).max().orElseThrow());
        assertEquals(0.25, statistics.column(5).nullFraction().get().orElseThrow(), 1e-9);
        assertDistinct(200_000, 0.01, statistics, 0);
        assertDistinct(50_000, 0.05, statistics, 1);
        assertDistinct(1_000, 0.05, statistics, 2);
        assertDistinct(20_000, 0.2, statistics, 3);
        assertDistinct(7, 0.01, statistics, 4);
    }

    @Test
    void readsPagesOfTheColumnsOnlyWhoseValuesAreCounted() {
        Path file = duckDb.copy(
                "SELECT i % 9 AS nine, 'left ' || i || ' out' AS plain, 'v' || (i % 7) AS coded FROM range(5000) t(i)",
                "");
        PinnedFile pinned = new FilePatterns(List.of(file.toString())).resolve(new FolderDisk()).getFirst();
        int pagesEnd = (int) connector.footer(pinned).dataEnd();
        TableStatistics statistics = table(file).statistics().get();
        overwritePages(file, pagesEnd);
        // Of what is known without pages: lengths without the four bytes of the length itself, and mean bounds.
        assertEquals(12.8, statistics.column(1).averageBytes().orElseThrow(), 0.1);
        assertEquals(2, statistics.column(2).averageBytes().orElseThrow());
        assertEquals(0, statistics.column(0).nullFraction().get().orElseThrow());
        assertTrue(statistics.column(0).distinctCount().get().isEmpty());
    }

    /// Breaks all pages, so that whoever reads one notices.
    private static void overwritePages(Path file, int end) {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            byte[] bytes = Files.readAllBytes(file);
            Arrays.fill(bytes, 4, end, (byte) 0xFF);
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, time);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void assertDistinct(double expected, double tolerance, TableStatistics statistics, int column) {
        double actual = statistics.column(column).distinctCount().get().orElseThrow();
        assertEquals(expected, actual, expected * tolerance, "column " + column);
    }

    @Test
    void readsRealFlights() {
        Path file = RealFiles.find("flights-3m.parquet")
                .orElseGet(() -> duckDb.copy(
                        "SELECT 'A' || (i % 300) AS origin, (i % 500)::INTEGER - 100 AS delay FROM range(300000) t(i)",
                        ""));
        String query = "SELECT origin, count(*), sum(delay)::BIGINT FROM read_parquet('" + file
                + "') GROUP BY origin ORDER BY origin";
        java.util.Map<Object, long[]> sums = new java.util.TreeMap<>();
        for (List<Object> row : rows(table(file), "origin", "delay")) {
            long[] sum = sums.computeIfAbsent(row.get(0), _ -> new long[2]);
            sum[0]++;
            sum[1] += row.get(1) == null ? 0 : (Long) row.get(1);
        }
        List<List<Object>> actual = sums.entrySet().stream()
                .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();
        assertEquals(duckDb.rows(query), actual);
    }

    private static ErrorCode code(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(SheafException.class, call).code();
    }
}
