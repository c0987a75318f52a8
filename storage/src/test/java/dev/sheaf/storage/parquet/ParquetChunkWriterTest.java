// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.Scans;
import dev.sheaf.storage.Writes;
import dev.sheaf.storage.file.FolderDisk;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetChunkWriterTest {
    private static final String QUERY = """
            SELECT i AS id, CASE WHEN i % 5 <> 0 THEN 'text ' || (i % 50) END AS text, hash(i)::VARCHAR AS many,
                i % 2 = 0 AS truth, (i % 100)::TINYINT AS tiny, (i % 1000)::SMALLINT AS small, i::INTEGER AS number,
                CASE WHEN i % 3 <> 0 THEN i / 7 END AS fraction, (i / 7)::FLOAT AS real, i::DECIMAL(9, 2) AS price,
                i::DECIMAL(18, 4) AS long_price, hash(i)::DECIMAL(38, 3) AS wide, DATE '1999-12-31' + i::INTEGER AS day,
                TIME '01:02:03.5' + to_seconds(i) AS "the time", TIMESTAMP '2000-01-01' + to_microseconds(i) AS moment,
                (TIMESTAMP '2000-01-01' + to_seconds(i))::TIMESTAMPTZ AS instant, NULL::INTEGER AS nothing,
                ('\\xAA' || i)::BLOB AS bytes
            FROM range($rows) t(i)""";

    @TempDir
    Path directory;

    private DuckDbFiles duckDb;
    private final EngineMemory memory = new EngineMemory(256 << 20);
    private final ParquetConnector parquet = new ParquetConnector(new FolderDisk(), memory.context());

    @BeforeEach
    void open() {
        duckDb = new DuckDbFiles(directory);
    }

    @AfterEach
    void close() {
        duckDb.close();
        memory.close();
    }

    private Path write(String query, int writers, Map<String, String> options) {
        Relation.Table source = parquet.table(duckDb.copy(query, "").toString());
        Path file = directory.resolve("out.parquet");
        WriteTarget target = WriteTarget.of("parquet", file.toString(), source.schema(), options);
        List<ByteString> commits = Writes.copy(parquet, source, parquet, target, 3, writers, 700, memory.context());
        parquet.commit(target, 3, commits);
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, snappy, 1000", "1, 1, zstd, 1000", "7000, 1, snappy, 122880", "7000, 1, zstd, 1500",
        "7000, 3, gzip, 1500", "7000, 2, uncompressed, 100000", "7000, 4, lz4_raw, 999", "0, 3, snappy, 1000"
    })
    void writesWhatOthersRead(int rows, int writers, String compression, String rowGroupRows) {
        String query = QUERY.replace("$rows", Integer.toString(rows));
        Path file = write(query, writers, Map.of("compression", compression, "row_group_size", rowGroupRows));
        List<List<Object>> expected = duckDb.rows(query + " ORDER BY id");
        assertEquals(expected, duckDb.rows("FROM read_parquet('" + file + "') ORDER BY id"));
        List<List<Object>> own =
                new java.util.ArrayList<>(Scans.rows(parquet, parquet.table(file.toString()), memory.context()));
        own.sort(Comparator.comparing(row -> (Long) row.get(0)));
        assertEquals(expected, own);
    }

    /// Two writers took turns, so that each of two row groups has a page of 20,000 rows with the wanted one's place.
    @Test
    void readsOnlyPagesThatCanMatch() {
        Path file = write("SELECT i AS id, 'some text ' || i AS text FROM range(100000) t(i)", 2, Map.of());
        Relation.Table table = parquet.table(file.toString());
        for (long wanted : List.of(0L, 12_345L, 50_001L, 99_999L)) {
            ScanConstraint constraint =
                    new ScanConstraint(0, ScanConstraint.Comparison.EQUAL, List.of(Literal.of(wanted)));
            ScanNode scan = Scans.scan(table, List.of(constraint));
            List<List<Object>> rows = Scans.rows(parquet, scan, memory.context(), 2048, 2);
            assertTrue(rows.contains(List.of(wanted, "some text " + wanted)), "row " + wanted);
            assertTrue(rows.size() <= 40_000, () -> rows.size() + " rows");
        }
    }

    @Test
    void refusesWhatFilesCannotHold() {
        Relation.Table source = parquet.table(duckDb.copy("SELECT 1 AS a", "").toString());
        String path = directory.resolve("x.parquet").toString();
        for (Map<String, String> options : List.of(
                Map.of("compression", "rar"), Map.of("row_group_size", "-1"), Map.of("nonsense", "1"))) {
            WriteTarget target = WriteTarget.of("parquet", path, source.schema(), options);
            SheafException error = assertThrows(
                    SheafException.class,
                    () -> Writes.copy(parquet, source, parquet, target, 3, 1, 10, memory.context()));
            assertEquals(ErrorCode.INVALID_PARAMETER, error.code());
        }
        WriteTarget twice =
                WriteTarget.of("parquet", path, source.schema().concat(source.schema()), Map.of());
        assertEquals(ErrorCode.DUPLICATE_COLUMN, assertThrows(SheafException.class, () -> Writes.copy(
                parquet, source, parquet, twice, 3, 1, 10, memory.context())).code());
    }
}
