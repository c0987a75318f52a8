// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.Scans;
import dev.sheaf.storage.Writes;
import dev.sheaf.storage.file.FolderDisk;
import dev.sheaf.storage.parquet.ParquetConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvChunkWriterTest {
    private static final String QUERY = """
            SELECT i::INTEGER AS id, CASE WHEN i % 5 <> 0 THEN 'text, ' || i || ' "q"' END AS text, i % 2 = 0 AS truth,
                i / 7 AS fraction, (i / 7)::FLOAT AS real, (i * 100)::DECIMAL(12, 2) AS price,
                hash(i)::DECIMAL(38, 3) AS wide, DATE '1999-12-31' + i::INTEGER AS day,
                TIME '01:02:03.5' + to_seconds(i) AS "the time", TIMESTAMP '2000-01-01' + to_microseconds(i) AS moment,
                i * 1e13 AS large
            FROM range(3000) t(i)""";

    @TempDir
    Path directory;

    private final EngineMemory memory = new EngineMemory(256 << 20);
    private final FolderDisk disk = new FolderDisk();
    private final CsvConnector csv = new CsvConnector(disk, memory.context());

    @AfterEach
    void close() {
        memory.close();
    }

    @ParameterizedTest
    @CsvSource({
        "out.csv, 1, '', ''", "out.csv, 3, '', ''", "out.csv.gz, 1, '', ''", "out.csv.gz, 2, '', ''",
        "out.csv.zst, 2, '', ''", "out.csv, 2, delimiter, '|'", "out.csv, 1, force_quote, true"
    })
    void writesWhatOthersRead(String name, int writers, String option, String value) {
        try (DuckDbFiles duckDb = new DuckDbFiles(directory)) {
            ParquetConnector parquet = new ParquetConnector(disk, memory.context());
            Relation.Table source = parquet.table(duckDb.copy(QUERY, "").toString());
            Path file = directory.resolve(name);
            WriteTarget target = WriteTarget.of(
                    "csv", file.toString(), source.schema(), option.isEmpty() ? Map.of() : Map.of(option, value));
            List<ByteString> commits =
                    Writes.copy(parquet, source, csv, target, 7, writers, 500, memory.context());
            csv.commit(target, 7, commits);
            String types =
                    "types = {'id': 'INTEGER', 'real': 'FLOAT', 'price': 'DECIMAL(12,2)', 'wide': 'DECIMAL(38,3)'}";
            String read = "FROM read_csv('" + file + "', " + types + ")";
            String order = " ORDER BY id";
            assertEquals(duckDb.rows(QUERY + order), duckDb.rows(read + order));
            List<List<Object>> own = new java.util.ArrayList<>(
                    Scans.rows(csv, csv.table(file.toString()), memory.context(), "id", "text", "day", "moment",
                            "large"));
            own.sort(Comparator.comparing(row -> (Long) row.get(0)));
            assertEquals(duckDb.rows("SELECT id, text, day, moment, large FROM (" + QUERY + ")" + order), own);
            assertEquals(List.of("file0", name), names());
        }
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void leavesNothingBehindWhenAborted() {
        try (DuckDbFiles duckDb = new DuckDbFiles(directory)) {
            ParquetConnector parquet = new ParquetConnector(disk, memory.context());
            Relation.Table source = parquet.table(duckDb.copy(QUERY, "").toString());
            WriteTarget target =
                    WriteTarget.of("csv", directory.resolve("x.csv").toString(), source.schema(), Map.of());
            Writes.copy(parquet, source, csv, target, 8, 2, 500, memory.context());
            assertEquals(3, names().size());
            csv.abort(target, 8);
            assertEquals(List.of("file0"), names());
            csv.abort(target, 9);
        }
    }

    @Test
    void refusesUnknownOptions() {
        WriteTarget target = WriteTarget.of("csv", "x.csv", dev.sheaf.core.type.Schema.EMPTY, Map.of("colour", "red"));
        SheafException error = assertThrows(SheafException.class, () -> csv.commit(target, 1, List.of()));
        assertEquals(ErrorCode.INVALID_PARAMETER, error.code());
    }
}
