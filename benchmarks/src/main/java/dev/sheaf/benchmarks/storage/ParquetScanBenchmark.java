// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.storage;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.engine.runtime.LocalDisk;
import dev.sheaf.storage.parquet.ParquetConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Decoding of Parquet pages by encoding and codec, of files that DuckDB wrote.
public class ParquetScanBenchmark extends ScanBenchmark {
    /// A column and the encoding that DuckDB chooses for it.
    public enum Column {
        DICTIONARY_BIGINT("(hash(i) % 1000)::BIGINT", "V1"),
        DICTIONARY_DECIMAL("(hash(i) % 1000)::DECIMAL(15, 2)", "V1"),
        DICTIONARY_STRING("'value ' || (hash(i) % 50)", "V1"),
        DICTIONARY_WITH_NULLS("CASE WHEN hash(i) % 10 > 0 THEN hash(i) % 1000 END::BIGINT", "V1"),
        PLAIN_BIGINT("(hash(i) >> 1)::BIGINT", "V1"),
        PLAIN_DOUBLE("hash(i)::DOUBLE", "V1"),
        PLAIN_STRING("'a text that differs from row to row, ' || hash(i)", "V1"),
        PLAIN_WITH_NULLS("CASE WHEN hash(i) % 10 > 0 THEN hash(i) >> 1 END::BIGINT", "V1"),
        DELTA_BIGINT("(i * 4 + hash(i) % 4)::BIGINT", "V2"),
        DELTA_LENGTH_STRING("'a text that differs from row to row, ' || hash(i)", "V2"),
        SPLIT_DOUBLE("hash(i)::DOUBLE", "V2");

        private final String expression;
        private final String version;

        Column(String expression, String version) {
            this.expression = expression;
            this.version = version;
        }
    }

    @Param
    public Column column = Column.PLAIN_BIGINT;

    @Param({"uncompressed", "snappy", "zstd"})
    public String codec = "zstd";

    private Path file;
    private ParquetConnector connector;
    private Relation.Table table;

    @Setup
    public void prepare() throws IOException, SQLException {
        file = Files.createTempFile("sheaf-benchmark", ".parquet");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(
                    "COPY (SELECT " + column.expression + " AS c FROM range(" + rowCount + ") t(i)) TO '" + file
                            + "' (FORMAT parquet, CODEC '" + codec + "', PARQUET_VERSION '" + column.version + "')");
        }
        connector = new ParquetConnector(new LocalDisk(), memory.context());
        table = connector.table(file.toString());
    }

    @Benchmark
    public long scan() {
        return read(connector, scan(table, List.of(0)));
    }

    @TearDown
    public void giveBack() throws IOException {
        Files.delete(file);
        memory.close();
    }
}
