// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.tpcds;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// The tables of TPC-DS: made by the generator, kept by DuckDB, and written by it to Parquet files for others.
final class TpcdsTables {
    private static final List<Table> TABLES = Table.getBaseTables().stream()
            .filter(table -> table != Table.DBGEN_VERSION)
            .toList();

    private TpcdsTables() {}

    /// Makes the tables in DuckDB.
    static void generate(DuckDBConnection duckdb, double scale) throws SQLException {
        Map<Table, DuckDBAppender> appenders = new LinkedHashMap<>();
        for (Table table : TABLES) {
            create(duckdb, table);
            appenders.put(table, duckdb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.getName()));
        }
        Session session = Session.getDefaultSession().withScale(scale);
        for (Table table : TABLES) {
            if (!table.isChild()) {
                for (List<List<String>> rows : Results.constructResults(table, session)) {
                    append(appenders.get(table), table, rows.getFirst());
                    if (rows.size() > 1) {
                        // A sale that was returned.
                        append(appenders.get(table.getChild()), table.getChild(), rows.get(1));
                    }
                }
            }
        }
        for (DuckDBAppender appender : appenders.values()) {
            appender.close();
        }
    }

    /// Writes DuckDB's tables to files.
    static void export(Connection duckdb, Path directory) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            for (Table table : TABLES) {
                statement.execute("COPY " + table.getName() + " TO '" + file(directory, table) + "' (FORMAT parquet)");
            }
        }
    }

    /// Names the files in an engine.
    static void createViews(Connection sheaf, Path directory) throws SQLException {
        try (Statement statement = sheaf.createStatement()) {
            for (Table table : TABLES) {
                statement.execute("CREATE VIEW " + table.getName() + " AS SELECT * FROM read_parquet('"
                        + file(directory, table) + "')");
            }
        }
    }

    private static Path file(Path directory, Table table) {
        return directory.resolve(table.getName() + ".parquet");
    }

    private static void create(Connection duckdb, Table table) throws SQLException {
        StringBuilder text = new StringBuilder("CREATE TABLE ").append(table.getName()).append(" (");
        for (Column column : table.getColumns()) {
            text.append(column.getPosition() == 0 ? "" : ", ").append(column.getName()).append(' ');
            text.append(typeName(column.getType()));
        }
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(text.append(')').toString());
        }
    }

    private static String typeName(ColumnType type) {
        return switch (type.getBase()) {
            case INTEGER, IDENTIFIER -> "INTEGER";
            case DATE -> "DATE";
            case DECIMAL -> "DECIMAL(" + type.getPrecision().orElseThrow() + ", " + type.getScale().orElseThrow() + ")";
            case VARCHAR, CHAR -> "VARCHAR";
            case TIME -> "TIME";
        };
    }

    private static void append(DuckDBAppender appender, Table table, List<String> values) throws SQLException {
        appender.beginRow();
        for (Column column : table.getColumns()) {
            append(appender, column.getType(), values.get(column.getPosition()));
        }
        appender.endRow();
    }

    private static void append(DuckDBAppender appender, ColumnType type, String value) throws SQLException {
        if (value == null || value.isEmpty()) {
            appender.appendNull();
            return;
        }
        switch (type.getBase()) {
            case INTEGER, IDENTIFIER -> appender.append(Integer.parseInt(value));
            case DATE -> appender.append(LocalDate.parse(value));
            case DECIMAL -> appender.append(
                    new BigDecimal(value).setScale(type.getScale().orElseThrow()));
            case VARCHAR, CHAR, TIME -> appender.append(value);
        }
    }
}
