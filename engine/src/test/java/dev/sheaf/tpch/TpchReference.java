// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.tpch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// The TPC-H tables in DuckDB, with the very rows that Sheaf's generator makes.
final class TpchReference {
    static final List<String> TABLES =
            List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

    private TpchReference() {}

    /// A DuckDB with the tables at a scale, read through a connection to Sheaf.
    ///
    /// @param schema such as `tpch.tiny`
    static Connection load(Connection sheaf, String schema) throws SQLException {
        DuckDBConnection duckdb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        for (String table : TABLES) {
            copy(sheaf, schema + "." + table, duckdb, table);
        }
        return duckdb;
    }

    private static void copy(Connection sheaf, String source, DuckDBConnection duckdb, String table)
            throws SQLException {
        try (Statement read = sheaf.createStatement();
                ResultSet rows = read.executeQuery("SELECT * FROM " + source)) {
            ResultSetMetaData columns = rows.getMetaData();
            create(duckdb, table, columns);
            try (DuckDBAppender appender = duckdb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table)) {
                while (rows.next()) {
                    appender.beginRow();
                    for (int column = 1; column <= columns.getColumnCount(); column++) {
                        append(appender, rows, columns.getColumnTypeName(column), column);
                    }
                    appender.endRow();
                }
            }
        }
    }

    private static void create(Connection duckdb, String table, ResultSetMetaData columns) throws SQLException {
        StringBuilder text = new StringBuilder("CREATE TABLE " + table + " (");
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String type = columns.getColumnTypeName(column);
            text.append(column == 1 ? "" : ", ").append(columns.getColumnName(column)).append(' ').append(type);
            if (type.equals("DECIMAL")) {
                text.append('(').append(columns.getPrecision(column)).append(", ");
                text.append(columns.getScale(column)).append(')');
            }
        }
        try (Statement create = duckdb.createStatement()) {
            create.execute(text.append(')').toString());
        }
    }

    private static void append(DuckDBAppender appender, ResultSet rows, String type, int column) throws SQLException {
        switch (type) {
            case "BIGINT" -> appender.append(rows.getLong(column));
            case "INTEGER" -> appender.append(rows.getInt(column));
            case "DECIMAL" -> appender.append(rows.getBigDecimal(column));
            case "DATE" -> appender.append(rows.getObject(column, java.time.LocalDate.class));
            default -> appender.append(rows.getString(column));
        }
    }
}
