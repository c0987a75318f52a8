// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.storage.tpch.TpchTables;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Queries that belong together, and the files of the tables that they read.
public enum Suite {
    /// The 22 queries of TPC-H.
    TPCH {
        @Override
        String subject(ComparisonOptions options) {
            return "tpch-sf" + options.scaleText();
        }

        @Override
        String title(ComparisonOptions options) {
            return "TPC-H at scale " + options.scaleText();
        }

        @Override
        List<ComparedQuery> queries(ComparisonOptions options) {
            return IntStream.rangeClosed(1, TpchQueries.COUNT)
                    .mapToObj(number -> ComparedQuery.of("Q" + number, TpchQueries.sql(number, options.scale())))
                    .toList();
        }

        @Override
        Map<String, Path> files(ComparisonOptions options) throws IOException, SQLException {
            TpchFiles tpch = TpchFiles.ensure(options.data(), options);
            Map<String, Path> files = new TreeMap<>();
            TpchTables.names().forEach(table -> files.put(table, tpch.path(table)));
            return files;
        }
    },
    /// Queries that each ask for one thing, over generated columns.
    MICRO {
        @Override
        String subject(ComparisonOptions options) {
            return "micro";
        }

        @Override
        String title(ComparisonOptions options) {
            return "Micro-queries over " + options.rows() + " rows";
        }

        @Override
        List<ComparedQuery> queries(ComparisonOptions options) {
            return MicroQueries.all(options.rows());
        }

        @Override
        Map<String, Path> files(ComparisonOptions options) throws IOException, SQLException {
            return MicroFiles.ensure(options.data(), options.rows());
        }
    },
    /// Group-bys, filters and windows over three million flights.
    FLIGHTS {
        @Override
        String subject(ComparisonOptions options) {
            return "flights";
        }

        @Override
        String title(ComparisonOptions options) {
            return "Three million flights";
        }

        @Override
        List<ComparedQuery> queries(ComparisonOptions options) {
            return FlightQueries.ALL;
        }

        @Override
        Map<String, Path> files(ComparisonOptions options) throws IOException {
            Path file = options.samples().resolve("flights-3m.parquet");
            if (!Files.isReadable(file)) {
                throw new IOException("no flights at " + file + "; --samples names the folder of flights-3m.parquet");
            }
            return Map.of("flights", file);
        }
    };

    /// What is measured, as a part of file names.
    abstract String subject(ComparisonOptions options);

    /// What is measured, as a heading.
    abstract String title(ComparisonOptions options);

    /// All queries; options choose among them by number.
    abstract List<ComparedQuery> queries(ComparisonOptions options);

    /// The Parquet file of each table; generated where it is missing.
    abstract Map<String, Path> files(ComparisonOptions options) throws IOException, SQLException;
}
