// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.tpch.TpchConnector;
import dev.sheaf.storage.tpch.TpchTables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// TPC-H tables as Parquet files that DuckDB wrote with Zstandard, made once per scale and kept. The rows are those of
/// Sheaf's `tpch` schemas, so every engine gets the same in the same order.
public final class TpchFiles {
    private final Path folder;

    private TpchFiles(Path folder) {
        this.folder = folder;
    }

    /// Makes the files that are missing.
    ///
    /// @param data the folder of all generated data
    public static TpchFiles ensure(Path data, ComparisonOptions options) throws IOException, SQLException {
        return ensure(data, options.scaleText());
    }

    /// @param scale as it stands in the name of the schema `tpch.sfN`
    public static TpchFiles ensure(Path data, String scale) throws IOException, SQLException {
        Path folder = data.resolve("tpch").resolve("sf" + scale);
        Files.createDirectories(folder);
        TpchFiles files = new TpchFiles(folder);
        for (String table : TpchTables.names()) {
            if (!Files.exists(files.path(table))) {
                files.make(table, "tpch.sf" + scale);
            }
        }
        return files;
    }

    /// A table's file.
    public Path path(String table) {
        return folder.resolve(table + ".parquet");
    }

    private void make(String name, String schema) throws IOException, SQLException {
        Relation.Table table = TpchTables.table(schema, name).orElseThrow();
        Path unfinished = folder.resolve(name + ".unfinished");
        // A database of its own on the disk, since the tables of large scales don't fit in memory uncompressed.
        Path database = folder.resolve(name + ".database");
        Files.deleteIfExists(database);
        try (DuckDBConnection duckDb =
                DriverManager.getConnection("jdbc:duckdb:" + database).unwrap(DuckDBConnection.class);
                Statement statement = duckDb.createStatement()) {
            statement.execute("SET memory_limit = '2GB'");
            statement.execute("CREATE TABLE t (" + columns(table) + ")");
            try (DuckDBAppender appender = duckDb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "t")) {
                appendAll(table, appender);
            }
            statement.execute("COPY t TO '" + unfinished + "' (FORMAT parquet, CODEC zstd)");
        }
        Files.deleteIfExists(database);
        Files.deleteIfExists(folder.resolve(name + ".database.wal"));
        Files.move(unfinished, path(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String columns(Relation.Table table) {
        return table.schema().fields().stream()
                .map(field -> field.name() + " " + type(field))
                .collect(Collectors.joining(", "));
    }

    private static String type(Field field) {
        return field.type().sqlName() + (field.nullable() ? "" : " NOT NULL");
    }

    private static void appendAll(Relation.Table table, DuckDBAppender appender) throws SQLException {
        TpchConnector connector = new TpchConnector();
        List<Integer> columns = IntStream.range(0, table.schema().size()).boxed().toList();
        ScanNode scan = new ScanNode(
                1, table.handle(), columns, table.schema(), List.of(), OptionalLong.empty());
        try (EngineMemory memory = new EngineMemory(1L << 30)) {
            ScanContext context = new ScanContext(Chunk.DEFAULT_ROWS, memory.context(), new CancellationToken());
            for (Split split : connector.splits(scan, 1)) {
                try (ChunkSource source = connector.open(scan, split, context)) {
                    Chunk chunk = new Chunk(table.schema());
                    while (source.next(chunk, Waker.NONE) == ChunkSource.Result.ROWS) {
                        append(chunk, appender);
                    }
                }
            }
        }
    }

    private static void append(Chunk chunk, DuckDBAppender appender) throws SQLException {
        FlatVector[] columns = new FlatVector[chunk.columnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = chunk.flat(i);
        }
        for (int row = 0; row < chunk.rowCount(); row++) {
            appender.beginRow();
            for (FlatVector column : columns) {
                append(column, row, appender);
            }
            appender.endRow();
        }
    }

    private static void append(FlatVector column, int row, DuckDBAppender appender) throws SQLException {
        switch (column) {
            case LongVector longs -> appender.append(longs.values()[row]);
            case IntVector ints when column.type().equals(DataType.DATE) ->
                    appender.append(LocalDate.ofEpochDay(ints.values()[row]));
            case IntVector ints -> appender.append(ints.values()[row]);
            case DecimalVector decimals -> appender.append(BigDecimal.valueOf(decimals.values()[row], 2));
            case StringVector strings -> appender.append(new String(strings.bytes(row), StandardCharsets.UTF_8));
            default -> throw new IllegalStateException("TPC-H has no column of type " + column.type());
        }
    }
}
