// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class SqlTestFilesTest {
    @TempDir
    private Path temp;

    @Test
    void readsFromAJarAndFromAFolder() throws IOException {
        Map<String, String> files =
                Map.of("sql/README.md", "read me", "sql/b/two.slt", "halt\n", "sql/a/one.slt", "halt\n", "sql/a/x.txt",
                        "-");
        Path jar = temp.resolve("tests.jar");
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                Path unpacked = temp.resolve(file.getKey());
                Files.createDirectories(unpacked.getParent());
                Files.writeString(unpacked, file.getValue());
            }
        }
        URL inJar = URI.create("jar:" + jar.toUri() + "!/sql/README.md").toURL();
        List<String> expected = List.of("a/one.slt", "b/two.slt");
        assertEquals(expected, names(SqlTestFiles.read(inJar)));
        assertEquals(expected, names(SqlTestFiles.read(inJar)));
        assertEquals(expected, names(SqlTestFiles.read(temp.resolve("sql/README.md").toUri().toURL())));
    }

    @Test
    void aTestFailsWithAllMismatchesAndAbortsWithoutItsData() throws Exception {
        SqlTestConfiguration broken = SqlTestConfiguration.of(
                "broken",
                "broken",
                () -> {
                    throw new SQLException("no engine here", "08001");
                },
                temp)
                .withVariables(Map.of());
        DynamicTest test = SqlTestFiles.tests(broken, file -> file.name().equals("basics/select.slt"))
                .findFirst()
                .orElseThrow();
        assertEquals("basics/select.slt [broken]", test.getDisplayName());
        assertThrows(SQLException.class, () -> test.getExecutable().execute());

        SqlTestConfiguration unlike = SqlTestConfiguration.of("unlike", "duckdb", ReferenceEngine::open, temp);
        DynamicTest failing = SqlTestFiles.tests(unlike, file -> file.name().equals("basics/select.slt"))
                .findFirst()
                .orElseThrow();
        AssertionFailedError failure =
                assertThrows(AssertionFailedError.class, () -> failing.getExecutable().execute());
        assertEquals(8, failure.getMessage().split("error differs", -1).length - 1, failure.getMessage());

        DynamicTest needsData = SqlTestFiles.tests(unlike, file -> file.uses(SqlTestConfiguration.DATA))
                .findFirst()
                .orElseThrow();
        assertThrows(TestAbortedException.class, () -> needsData.getExecutable().execute());
    }

    private static List<String> names(List<SqlTestFile> files) {
        return files.stream().map(SqlTestFile::name).toList();
    }
}
