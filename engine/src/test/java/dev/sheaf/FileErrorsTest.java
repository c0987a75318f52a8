// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a file is said with its name, and the engine serves on.
class FileErrorsTest {
    @TempDir
    private Path folder;

    private Sheaf sheaf;
    private Session session;

    @BeforeEach
    void open() {
        sheaf = Sheaf.builder().workers(2).threads(1).memory("64MB").open();
        session = sheaf.openSession();
    }

    @AfterEach
    void close() {
        assertEquals(sheaf.engine().tableMemory().usedBytes(), sheaf.engine().memory().usedBytes());
        session.execute("CREATE TABLE works AS SELECT 1 AS i");
        session.close();
        sheaf.close();
    }

    @Test
    void missingFilesAndEmptyGlobs() {
        fails(ErrorCode.FILE_NOT_FOUND, "missing.parquet", "SELECT * FROM '" + folder + "/missing.parquet'");
        fails(ErrorCode.FILE_NOT_FOUND, "none-*.csv", "SELECT * FROM '" + folder + "/none-*.csv'");
        fails(ErrorCode.FILE_NOT_FOUND, "gone.arrow", "SELECT * FROM read_arrow('" + folder + "/no/gone.arrow')");
    }

    @Test
    void remotePathsAreNamed() {
        for (String path : new String[] {"s3://bucket/data.parquet", "https://example.org/data.csv"}) {
            SheafException failure = assertThrows(
                    SheafException.class, () -> session.execute("SELECT * FROM '" + path + "'"), path);
            assertTrue(failure.getMessage().contains(path.substring(path.indexOf("//") + 2)), failure.getMessage());
            assertTrue(
                    failure.code() == ErrorCode.FILE_NOT_FOUND || failure.code() == ErrorCode.NOT_SUPPORTED,
                    failure.toString());
        }
    }

    @Test
    void directoriesAreNoFiles() throws IOException {
        Files.createDirectory(folder.resolve("folder.parquet"));
        SheafException failure = assertThrows(
                SheafException.class, () -> session.execute("SELECT * FROM '" + folder + "/folder.parquet'"));
        assertTrue(failure.getMessage().contains("folder.parquet"), failure.toString());
        assertTrue(failure.code() != ErrorCode.INTERNAL_ERROR, failure.toString());
        SheafException write = assertThrows(
                SheafException.class, () -> session.execute("COPY (SELECT 1 AS i) TO '" + folder + "/folder.parquet'"));
        assertTrue(write.getMessage().contains("folder.parquet"), write.toString());
        assertTrue(write.code() != ErrorCode.INTERNAL_ERROR, write.toString());
    }

    @Test
    void brokenFiles() throws IOException {
        for (String format : new String[] {"parquet", "arrow"}) {
            Path whole = folder.resolve("whole." + format);
            session.execute("COPY (SELECT i, 'text ' || i AS t FROM range(5000) r(i)) TO '" + whole + "'");
            byte[] bytes = Files.readAllBytes(whole);
            Path empty = Files.createFile(folder.resolve("empty." + format));
            Path half = Files.write(
                    folder.resolve("half." + format), Arrays.copyOf(bytes, bytes.length / 2));
            Path text = Files.writeString(folder.resolve("text." + format), "a,b\n1,2\n");
            for (Path broken : new Path[] {empty, half, text}) {
                SheafException failure = assertThrows(
                        SheafException.class,
                        () -> session.execute("CREATE TABLE t AS SELECT * FROM '" + broken + "'"),
                        broken.toString());
                assertTrue(
                        failure.code() == ErrorCode.FILE_CORRUPT || failure.code() == ErrorCode.FILE_FORMAT,
                        failure.toString());
                assertTrue(failure.getMessage().contains(broken.getFileName().toString()), failure.getMessage());
            }
        }
        Path csv = Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n3\n".repeat(3));
        SheafException failure = fails(
                ErrorCode.FILE_FORMAT, "rows.csv", "SELECT * FROM read_csv('" + csv + "', header => true)");
        assertTrue(failure.getMessage().contains("3"), failure.getMessage());
    }

    private SheafException fails(ErrorCode code, String named, String sql) {
        SheafException failure = assertThrows(SheafException.class, () -> {
            try (Result result = session.sql(sql)) {
                while (result.next()) {
                    // To the row that fails.
                }
            }
        }, sql);
        assertEquals(code, failure.code(), failure.toString());
        assertTrue(failure.getMessage().contains(named), failure.getMessage());
        return failure;
    }
}
