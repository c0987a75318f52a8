// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Keeps the expected results honest: all files run on the reference engine, but for the differences that they name.
final class ReferenceSqlTest {
    @TempDir
    private static Path temp;

    @TestFactory
    Stream<DynamicTest> filesAgreeWithTheReferenceEngine() {
        return SqlTestFiles.tests(SqlTestFiles.withDataFolder(ReferenceEngine.configuration(temp)));
    }

    @Test
    void filesSayTheirNameAndAreMany() {
        List<SqlTestFile> files = SqlTestFiles.all();
        Set<String> names = new HashSet<>();
        for (SqlTestFile file : files) {
            String name = file.name().replace(".slt", "");
            assertTrue(names.add(name));
            assertEquals("# name: " + name, file.lines().get(2), file.name());
            assertTrue(file.lines().get(3).startsWith("# description: "), file.name());
            assertTrue(file.lines().get(4).startsWith("# group: ["), file.name());
        }
        int recordCount = files.stream().mapToInt(SqlTestFile::recordCount).sum();
        assertTrue(recordCount >= 1500, recordCount + " records");
    }
}
