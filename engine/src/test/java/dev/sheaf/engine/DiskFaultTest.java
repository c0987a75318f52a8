// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.engine.runtime.LocalDisk;
import dev.sheaf.engine.session.EngineSession;
import dev.sheaf.engine.session.StatementControl;
import dev.sheaf.engine.session.StatementResult;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fails at any one of its operations, also with an Error in a worker's thread, ends the statement with a
/// typed error: nothing is left behind, nothing hangs, and the next statement works.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskFaultTest {
    private static final int OPERATIONS_MAX = 60;

    private final FaultyDisk disk = new FaultyDisk(new LocalDisk());
    private Engine engine;
    private EngineSession session;
    private Path folder;

    @BeforeAll
    void open(@TempDir Path temporary) {
        folder = temporary;
        EngineSettings.Builder settings = EngineSettings.builder();
        settings.workers(2);
        settings.threads(1);
        settings.memoryBytes(256L << 20);
        engine = new Engine(settings.build(), disk);
        session = engine.openSession(Principal.EMBEDDED);
        new File(folder.toFile(), "out").mkdir();
        for (String format : List.of("parquet", "csv", "arrow")) {
            run("COPY (SELECT i, 'text ' || i AS t FROM range(20000) r(i)) TO '" + folder + "/in." + format + "'");
        }
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> readsFail() {
        return Stream.of("parquet", "csv", "arrow")
                .flatMap(format -> faults("reading " + format,
                        "SELECT count(*), max(t) FROM '" + folder + "/in." + format + "'"));
    }

    @TestFactory
    Stream<DynamicTest> writesFail() {
        return Stream.of("parquet", "csv", "arrow")
                .flatMap(format -> faults("writing " + format,
                        "COPY (SELECT i, 'text ' || i AS t FROM range(20000) r(i)) TO '" + folder + "/out/made."
                                + format + "'"));
    }

    private Stream<DynamicTest> faults(String name, String sql) {
        return Stream.of(
                DynamicTest.dynamicTest(
                        name + ", input and output errors",
                        () -> failEverywhere(
                                sql,
                                () -> new SheafException(ErrorCode.IO_ERROR, "the disk has failed"),
                                ErrorCode.IO_ERROR)),
                DynamicTest.dynamicTest(
                        name + ", a full disk",
                        () -> failEverywhere(
                                sql,
                                () -> new SheafException(ErrorCode.DISK_FULL, "no space left"),
                                ErrorCode.DISK_FULL)),
                DynamicTest.dynamicTest(
                        name + ", an Error",
                        () -> failEverywhere(
                                sql, () -> new NoClassDefFoundError("gone"), ErrorCode.INTERNAL_ERROR)),
                DynamicTest.dynamicTest(
                        name + ", no heap",
                        () -> failEverywhere(
                                sql, () -> new OutOfMemoryError("Java heap space"), ErrorCode.OUT_OF_MEMORY)));
    }

    private void failEverywhere(String sql, Supplier<Throwable> fault, ErrorCode expected) {
        int failures = 0;
        for (int operation = 1; operation <= OPERATIONS_MAX; operation++) {
            disk.failAt(operation, fault);
            ErrorCode seen = null;
            String message = "";
            try {
                run(sql);
            } catch (SheafException failure) {
                seen = failure.code();
                message = failure.toString();
            }
            boolean failed = disk.stop();
            assertEquals(
                    engine.tableMemory().usedBytes(), engine.memory().usedBytes(), "memory, operation " + operation);
            Set<String> left = Set.of(new File(folder.toFile(), "out").list());
            if (failed) {
                failures++;
                // A statistic that can't be read is done without.
                assertTrue(
                        seen == expected || seen == null && sql.startsWith("SELECT"),
                        "operation " + operation + " gave " + seen + " " + message);
                assertEquals(Set.of(), seen == null ? Set.of() : left, "files, operation " + operation);
            }
            Arrays.stream(new File(folder.toFile(), "out").listFiles()).forEach(File::delete);
            if (!failed) {
                break;
            }
        }
        assertTrue(failures > 1, "the disk has hardly been used");
        run(sql);
        Arrays.stream(new File(folder.toFile(), "out").listFiles()).forEach(File::delete);
    }

    private void run(String sql) {
        if (session.execute(sql, List.of(), new StatementControl(),
                Long.MAX_VALUE) instanceof StatementResult.Rows rows) {
            try (var stream = rows.rows()) {
                Batch batch;
                while ((batch = stream.next()) != null) {
                    batch.release();
                }
            }
        }
    }
}
