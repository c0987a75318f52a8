// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import dev.sheaf.core.error.ErrorClass;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.testkit.sql.ReferenceEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads damaged files. Each must give rows or a typed error, which names the file when the file is to blame; never
/// another exception, no hang, no allocation out of all proportion, and no memory left in use.
///
/// The originals are those that the reference engine and the engine under test write, in all formats and codecs.
public final class FileFuzz {
    private static final long TIMEOUT_MILLIS = 120_000;
    private static final long ALLOCATED_BYTES_MAX = 512L << 20;

    private static final String ROWS = "SELECT i, CASE WHEN i % 7 <> 0 THEN i END AS a, 'text ' || (i % 50) AS t, "
            + "CASE WHEN i % 3 <> 0 THEN i % 2 = 0 END AS b, CAST(i AS DECIMAL(PRECISION, 3)) AS n, "
            + "CAST(i AS DOUBLE) / 8 AS d, DATE '2024-01-01' + CAST(i % 60 AS INTEGER) AS e, "
            + "TIMESTAMP '2024-01-01 10:00:00' AS m, repeat('long ', CAST(i % 9 AS INTEGER)) AS l "
            + "FROM range(1500) r(i)";

    /// What a query reads: everything, a few columns behind filters, the groups of one column.
    private static final List<String> QUERIES = List.of(
            "SELECT * FROM '%s'",
            "SELECT count(*) FROM '%s'",
            "SELECT t, l FROM '%s' WHERE i > 1000 AND t LIKE 'text 1%%'",
            "SELECT t, count(*), max(d), min(n) FROM '%s' GROUP BY t",
            "SELECT x.i FROM '%s' x JOIN range(100) y(j) ON x.a = y.j ORDER BY x.e, x.l");

    /// The engine under test.
    public interface Subject {
        /// Runs a statement to its last row.
        ///
        /// @throws SheafException when it fails
        void run(String sql);

        /// How many bytes of memory are in use, tables included.
        long usedBytes();
    }

    /// @param fileCount how many damaged files were read
    /// @param failedCount how many of them gave an error
    /// @param problems what must not happen, each with the seed that makes it happen again
    public record Report(int fileCount, int failedCount, List<String> problems) {}

    private final Subject subject;
    private final Path folder;
    private final Map<String, byte[]> originals = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int failedCount;

    /// @param folder is filled with files
    public FileFuzz(Subject subject, Path folder) throws SQLException, IOException {
        this.subject = subject;
        this.folder = folder;
        try (Connection reference = ReferenceEngine.open();
                Statement statement = reference.createStatement()) {
            for (String codec : List.of("uncompressed", "snappy", "zstd", "gzip", "lz4_raw")) {
                String name = codec + ".parquet";
                statement.execute("COPY (" + rows(18) + ") TO '" + folder.resolve(name)
                        + "' (FORMAT parquet, COMPRESSION " + codec + ", ROW_GROUP_SIZE 700)");
            }
            statement.execute("COPY (" + rows(38) + ") TO '" + folder.resolve("second.parquet")
                    + "' (FORMAT parquet, PARQUET_VERSION v2)");
            statement.execute("COPY (SELECT [i, NULL] AS i, {'x': i} AS a, t, n, d, e, l FROM (" + rows(9)
                    + ")) TO '" + folder.resolve("nested.parquet") + "' (FORMAT parquet)");
            statement.execute("COPY (" + rows(18) + ") TO '" + folder.resolve("small.csv.gz") + "'");
        }
        for (String name : List.of("own.parquet", "own.csv", "own.arrow")) {
            subject.run("COPY (" + rows(18) + ") TO '" + folder.resolve(name) + "'");
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                originals.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        subject.run("SET statement_timeout = " + TIMEOUT_MILLIS);
    }

    private static String rows(int precision) {
        return ROWS.replace("PRECISION", String.valueOf(precision));
    }

    /// Reads a damaged file for each seed.
    public Report run(long firstSeed, int count) throws IOException {
        failedCount = 0;
        problems.clear();
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            one(seed);
        }
        return new Report(count, failedCount, List.copyOf(problems));
    }

    private void one(long seed) throws IOException {
        Chance chance = new Chance(seed);
        List<String> names = List.copyOf(originals.keySet());
        String name = chance.oneOf(names);
        byte[] other = originals.getOrDefault(chance.oneOf(names), new byte[0]);
        byte[] bytes = FileDamage.damage(originals.getOrDefault(name, new byte[0]), other, chance);
        Path file = folder.resolve("seed-" + seed + "-" + name);
        Files.write(file, bytes);
        String sql = chance.oneOf(QUERIES).formatted(file);
        long used = subject.usedBytes();
        long allocated = allocatedBytes();
        try {
            subject.run(sql);
        } catch (SheafException failure) {
            failedCount++;
            check(failure, file, sql);
        } catch (RuntimeException | Error failure) {
            problem(sql, "ended with an exception that is not the engine's", failure);
        }
        if (allocatedBytes() - allocated > ALLOCATED_BYTES_MAX) {
            problem(sql, (allocatedBytes() - allocated) + " bytes were allocated for a file of " + bytes.length, null);
        }
        if (subject.usedBytes() != used) {
            problem(sql, (subject.usedBytes() - used) + " bytes are still in use", null);
        }
        Files.delete(file);
    }

    private void check(SheafException failure, Path file, String sql) {
        boolean ofFile =
                switch (failure.code()) {
                    case FILE_CORRUPT, FILE_FORMAT, FILE_CHANGED, FILE_NOT_FOUND -> true;
                    default -> false;
                };
        String message = String.valueOf(failure.getMessage());
        if (failure.code().errorClass() == ErrorClass.INTERNAL) {
            problem(sql, "ended with an internal error", failure);
        } else if (failure.code() == ErrorCode.STATEMENT_TIMEOUT) {
            problem(sql, "did not end in time", failure);
        } else if (failure.code() == ErrorCode.OUT_OF_MEMORY && failure.getCause() instanceof OutOfMemoryError) {
            problem(sql, "used up the heap", failure);
        } else if (ofFile && !message.contains(String.valueOf(file.getFileName()))) {
            problem(sql, "the error does not name the file", failure);
        }
    }

    private void problem(String sql, String what, @Nullable Throwable cause) {
        StringWriter text = new StringWriter();
        text.append(sql).append("\n  ").append(what);
        if (cause != null) {
            text.append('\n');
            cause.printStackTrace(new PrintWriter(text, true));
        }
        problems.add(text.toString());
    }

    private static long allocatedBytes() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                ? threads.getTotalThreadAllocatedBytes()
                : 0;
    }
}
