// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.file.MemoryFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that DuckDB wrote read back as DuckDB has them.
class ColumnReaderTest {
    private static final String ALL_TYPES = """
            SELECT $macro(i % 3 = 0, i) AS boolean_column,
                $macro(((i * 7) % 256 - 128)::TINYINT, i) AS tinyint_column,
                $macro(((i * 77) % 65536 - 32768)::SMALLINT, i) AS smallint_column,
                $macro((hash(i) % 2000000000)::INTEGER - 1000000000, i) AS integer_column,
                $macro((hash(i) >> 1)::BIGINT - 4000000000000000000, i) AS bigint_column,
                $macro((i % 256)::UTINYINT, i) AS utinyint_column,
                $macro((i % 65536)::USMALLINT, i) AS usmallint_column,
                $macro((hash(i) % 4294967296)::UINTEGER, i) AS uinteger_column,
                $macro(hash(i)::UBIGINT, i) AS ubigint_column,
                $macro((i / 7)::FLOAT, i) AS real_column,
                $macro(i / 13, i) AS double_column,
                $macro((i * 31 % 10000)::DECIMAL(7, 2), i) AS decimal7_column,
                $macro((i * 31)::DECIMAL(15, 2), i) AS decimal15_column,
                $macro((hash(i)::DECIMAL(38, 5) * 100), i) AS decimal38_column,
                $macro(DATE '1960-01-01' + (i % 40000)::INTEGER, i) AS date_column,
                $macro(TIME '00:00:00' + to_microseconds((hash(i) % 86400000000)::BIGINT), i) AS time_column,
                $macro(TIMESTAMP '1950-05-05 11:12:13.123456' + to_microseconds(i * 1234567891), i) AS timestamp_column,
                $macro((TIMESTAMP '1999-05-05 11:12:13.123456' + to_seconds(i))::TIMESTAMP_MS, i) AS millis_column,
                $macro((TIMESTAMP '1999-05-05 11:12:13.123456' + to_seconds(i))::TIMESTAMP_NS, i) AS nanos_column,
                $macro((TIMESTAMP '1999-05-05 11:12:13.123456' + to_seconds(i))::TIMESTAMPTZ, i) AS zoned_column,
                $macro('s' || (i % 100), i) AS short_text,
                $macro('some longer text ' || hash(i), i) AS long_text,
                $macro(CASE WHEN i % 5 = 0 THEN '' ELSE repeat('ä', i % 20) END, i) AS utf8_text,
                $macro(('\\xAA' || i)::BLOB, i) AS blob_column,
                $macro(md5(i::VARCHAR)::UUID, i) AS uuid_column,
                $macro('constant', i) AS constant_column
            FROM range($rows) AS t(i)""";

    @TempDir
    Path directory;

    private DuckDbFiles duckDb;
    private final EngineMemory memory = new EngineMemory(1 << 30);

    @BeforeEach
    void open() {
        duckDb = new DuckDbFiles(directory);
        duckDb.execute("CREATE MACRO plain(v, i) AS v");
        duckDb.execute("CREATE MACRO some_null(v, i) AS CASE WHEN hash(i + 17) % 4 <> 0 THEN v END");
        duckDb.execute("CREATE MACRO mostly_null(v, i) AS CASE WHEN i % 500 = 3 THEN v END");
        duckDb.execute("CREATE MACRO all_null(v, i) AS CASE WHEN i < 0 THEN v END");
    }

    @AfterEach
    void close() {
        duckDb.close();
        memory.close();
    }

    @ParameterizedTest
    @CsvSource({
        "plain, 1, 'COMPRESSION uncompressed'",
        "plain, 10000, 'COMPRESSION snappy, ROW_GROUP_SIZE 4096'",
        "some_null, 10000, 'COMPRESSION zstd, ROW_GROUP_SIZE 4096'",
        "mostly_null, 5000, 'COMPRESSION gzip'",
        "all_null, 3000, 'COMPRESSION lz4_raw'",
        "plain, 10000, 'PARQUET_VERSION V2, COMPRESSION zstd'",
        "some_null, 10000, 'PARQUET_VERSION V2, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1'",
        "some_null, 10000, 'PARQUET_VERSION V1, DICTIONARY_SIZE_LIMIT 1'",
        "some_null, 100, 'PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 20'",
        "plain, 0, 'COMPRESSION zstd'",
    })
    void readsWhatDuckDbWrote(String macro, int rows, String options) {
        String query = ALL_TYPES.replace("$macro", macro).replace("$rows", Integer.toString(rows));
        MemoryFile file = duckDb.write(query, ", " + options);
        List<List<Object>> expected = duckDb.rows(query);
        for (int chunkRows : List.of(2048, 77, 1)) {
            assertRows(expected, ParquetRows.read(file, memory.context(), chunkRows));
        }
    }

    @Test
    void readsRepeatedValues() {
        String query = "SELECT (i // 1000) % 3 AS a, 'v' || (i // 700) AS b, i // 9000 = 0 AS c FROM range(20000) t(i)";
        assertRows(duckDb.rows(query), ParquetRows.read(duckDb.write(query, ""), memory.context(), 2048));
    }

    private static void assertRows(List<List<Object>> expected, List<List<Object>> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), "row " + i);
        }
    }
}
