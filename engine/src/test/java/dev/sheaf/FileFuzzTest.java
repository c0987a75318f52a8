// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.testkit.fuzz.FileFuzz;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Some hundred damaged files, the same each time. `benchmarks/bench fuzz-files` reads as many as one likes.
class FileFuzzTest {
    private static final int FILE_COUNT = Integer.getInteger("sheaf.test.fuzz.files", 400);
    private static final long FIRST_SEED = Long.getLong("sheaf.test.fuzz.seed", 1);

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void damagedFilesGiveRowsOrTypedErrors() throws Exception {
        try (Sheaf sheaf = Sheaf.builder().workers(2).threads(1).memory("128MB").open();
                Session session = sheaf.openSession()) {
            FileFuzz.Report report = new FileFuzz(new Engine(sheaf, session), folder).run(FIRST_SEED, FILE_COUNT);
            assertEquals("", String.join("\n", report.problems()));
            // Damage that nobody notices, or that nobody gets over, would test little.
            assertTrue(report.failedCount() > FILE_COUNT / 4, report.failedCount() + " failed");
            assertTrue(report.failedCount() < FILE_COUNT, "all failed");
        }
    }

    private record Engine(Sheaf sheaf, Session session) implements FileFuzz.Subject {
        @Override
        public void run(String sql) {
            try (Result result = session.sql(sql)) {
                for (Batch batch = result.nextBatch(); batch != null; batch = result.nextBatch()) {
                    batch.release();
                }
            }
        }

        @Override
        public long usedBytes() {
            return sheaf.engine().memory().usedBytes();
        }
    }
}
