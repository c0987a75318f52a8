// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import dev.sheaf.testkit.sql.SqlTestConfiguration;
import dev.sheaf.testkit.sql.SqlTestFiles;
import dev.sheaf.testkit.sql.SqlTestGaps;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every SQL text file on engines of several shapes, which must all give what the files say: one worker and several,
/// chunks of the usual size and tiny ones, credit for a single batch.
class SqlTextTest {
    @TempDir
    static Path temporary;

    @TestFactory
    Stream<DynamicTest> oneWorker() {
        return tests("one worker", "workers=1&threads=2");
    }

    @TestFactory
    Stream<DynamicTest> threeWorkers() {
        return tests("three workers", "workers=3&threads=1");
    }

    @TestFactory
    Stream<DynamicTest> twoWorkersOverFrames() {
        return tests("two workers over frames", "workers=2&threads=1&exchange=framed");
    }

    @TestFactory
    Stream<DynamicTest> spillingForced() {
        return tests("spilling forced", "workers=1&threads=2&spill=force");
    }

    private static Stream<DynamicTest> tests(String name, String options) {
        String url = "jdbc:sheaf:?memory=512MB&" + options;
        SqlTestConfiguration configuration = SqlTestFiles.withDataFolder(
                SqlTestConfiguration.of(name, "sheaf", () -> DriverManager.getConnection(url), temporary));
        return SqlTestFiles.tests(configuration, _ -> true, SqlTestGaps.load(SqlTextTest.class, "sql-gaps.txt"));
    }
}
