// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.file.MemoryFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Broken files give a typed error that names them, or rows; never another exception, a hang or a huge allocation.
class CorruptFileTest {
    private static final Set<ErrorCode> ALLOWED =
            EnumSet.of(ErrorCode.FILE_CORRUPT, ErrorCode.NOT_SUPPORTED, ErrorCode.OUT_OF_MEMORY);
    private static final String QUERY = """
            SELECT CASE WHEN i % 7 <> 0 THEN i END AS a, 'text ' || (i % 50) AS b, i / 3 AS c,
                CASE WHEN i % 3 <> 0 THEN i % 2 = 0 END AS d, hash(i)::VARCHAR AS e, i::DECIMAL(38, 3) AS f,
                md5(i::VARCHAR)::UUID AS g, (i % 256)::UTINYINT AS h
            FROM range(3000) t(i)""";

    @TempDir
    Path directory;

    private DuckDbFiles duckDb;
    private final EngineMemory memory = new EngineMemory(64 << 20);

    @BeforeEach
    void open() {
        duckDb = new DuckDbFiles(directory);
    }

    @AfterEach
    void close() {
        duckDb.close();
        memory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "COMPRESSION uncompressed", "COMPRESSION snappy", "COMPRESSION zstd", "COMPRESSION gzip", "COMPRESSION lz4_raw",
        "COMPRESSION uncompressed, PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1"
    })
    void survivesFlippedBytes(String options) {
        byte[] good = duckDb.write(QUERY, ", " + options).bytes();
        int footerStart = good.length - 8 - footerLength(good);
        for (long seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            byte[] bad = good.clone();
            // Half of the damage goes to the footer, which is the smaller part.
            boolean inFooter = random.nextBoolean();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                int at = inFooter
                        ? footerStart + random.nextInt(good.length - footerStart)
                        : random.nextInt(footerStart);
                bad[at] = (byte) (random.nextBoolean() ? bad[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
            }
            readBroken(bad, options + ", seed " + seed);
        }
    }

    @Test
    void survivesTruncation() {
        byte[] good = duckDb.write(QUERY, "").bytes();
        for (int length = 0; length < good.length; length += Math.max(1, good.length / 100)) {
            readBroken(Arrays.copyOf(good, length), "length " + length);
        }
    }

    @Test
    void namesFileAndPlace() {
        byte[] bytes = duckDb.write(QUERY, ", COMPRESSION snappy").bytes();
        Arrays.fill(bytes, 30, 60, (byte) 0xFF);
        SheafException error = assertThrows(
                SheafException.class, () -> ParquetRows.read(new MemoryFile("x.parquet", bytes), memory.context(), 9));
        assertEquals(ErrorCode.FILE_CORRUPT, error.code());
        assertTrue(error.getMessage().startsWith("x.parquet, row group 0, column \"a\""), error.getMessage());
    }

    @Test
    void saysThatAFileIsNotParquet() {
        SheafException error = assertThrows(SheafException.class, () -> ParquetRows.read(
                new MemoryFile("x.parquet",
                        "hello, this is not a Parquet file".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                memory.context(), 9));
        assertEquals(ErrorCode.FILE_CORRUPT, error.code());
        assertTrue(error.getMessage().contains("not a Parquet file"), error.getMessage());
    }

    private void readBroken(byte[] bytes, String what) {
        MemoryFile file = new MemoryFile("broken.parquet", bytes);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                ParquetRows.read(file, memory.context(), 1000);
            } catch (SheafException error) {
                assertTrue(ALLOWED.contains(error.code()), () -> what + ": " + error);
                assertTrue(String.valueOf(error.getMessage()).contains("broken.parquet")
                        || error.code() == ErrorCode.OUT_OF_MEMORY, () -> what + ": " + error.getMessage());
            } catch (Throwable other) {
                fail(what, other);
            }
        }, what);
        assertEquals(0, memory.context().usedBytes(), what);
    }

    private static int footerLength(byte[] file) {
        int at = file.length - 8;
        return file[at] & 0xFF | (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF) << 16;
    }
}
