// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.testkit.sql.SqlTestConfiguration;
import dev.sheaf.testkit.sql.SqlTestFiles;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every SQL text file on workers that exchange over Aeron gives what the file says.
class SqlOverAeronTest {
    @TempDir
    static Path temporary;

    @TestFactory
    Stream<DynamicTest> overSharedMemory() {
        return tests("two workers over Aeron IPC", "workers=2&threads=1&exchange=aeron-ipc");
    }

    @TestFactory
    Stream<DynamicTest> overDatagrams() {
        return tests("three workers over Aeron UDP", "workers=3&threads=1&exchange=aeron-udp");
    }

    private static Stream<DynamicTest> tests(String name, String options) {
        String url = "jdbc:sheaf:?memory=512MB&" + options;
        return SqlTestFiles.tests(SqlTestFiles.withDataFolder(
                SqlTestConfiguration.of(name, "sheaf", () -> DriverManager.getConnection(url), temporary)));
    }
}
