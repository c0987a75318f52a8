// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tables of the micro-queries as Parquet files, made once per size and kept.
final class MicroFiles {
    private MicroFiles() {}

    /// Makes the files that are missing.
    ///
    /// @return the file of each table
    static Map<String, Path> ensure(Path data, long rows) throws IOException, SQLException {
        Path folder = data.resolve("micro").resolve(rows + "-rows");
        Files.createDirectories(folder);
        Map<String, Path> files = new TreeMap<>();
        for (String table : List.of("facts", "tenth", "whole")) {
            Path file = folder.resolve(table + ".parquet");
            if (!Files.exists(file)) {
                write(query(table, rows), folder.resolve(table + ".unfinished"), file);
            }
            files.put(table, file);
        }
        return files;
    }

    private static String query(String table, long rows) {
        return switch (table) {
            case "facts" -> MicroQueries.FACTS.replace("$rows", Long.toString(rows));
            case "tenth" -> MicroQueries.KEYS.replace("$keys", Long.toString(rows / 10));
            default -> MicroQueries.KEYS.replace("$keys", Long.toString(rows));
        };
    }

    private static void write(String query, Path unfinished, Path file) throws IOException, SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + unfinished + "' (FORMAT parquet, CODEC zstd)");
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
