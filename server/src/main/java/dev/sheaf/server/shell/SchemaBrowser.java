// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks the connection which tables and columns there are.
final class SchemaBrowser {
    /// @param schema the schema's name; empty where the engine has none
    record Table(String schema, String name, String type) {}

    /// @param type SQL type as the user would write it
    record Column(String schema, String table, String name, String type, boolean nullable) {}

    private final Connection connection;

    SchemaBrowser(Connection connection) {
        this.connection = connection;
    }

    /// Tables whose name, or `schema.name`, matches a pattern where `*` and `%` stand for any text, ignoring case;
    /// without a pattern all but the engine's own.
    List<Table> tables(@Nullable String pattern) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(null, null, "%", null)) {
            while (rows.next()) {
                Table table = new Table(text(rows, "TABLE_SCHEM"), text(rows, "TABLE_NAME"), text(rows, "TABLE_TYPE"));
                boolean isWanted = pattern == null
                        ? !table.type().startsWith("SYSTEM")
                        : matches(pattern, table.schema(), table.name());
                if (isWanted) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    /// Columns, in the order of their tables, of the tables that match as in [#tables].
    List<Column> columns(@Nullable String pattern) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, null, "%", "%")) {
            while (rows.next()) {
                String schema = text(rows, "TABLE_SCHEM");
                String table = text(rows, "TABLE_NAME");
                if (pattern == null || matches(pattern, schema, table)) {
                    columns.add(new Column(schema, table, text(rows, "COLUMN_NAME"), type(rows),
                            rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
                }
            }
        }
        return columns;
    }

    /// Names of the functions that the engine tells of.
    List<String> functions() throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        List<String> functions = new ArrayList<>();
        for (String names : List.of(metaData.getNumericFunctions(), metaData.getStringFunctions(),
                metaData.getTimeDateFunctions(), metaData.getSystemFunctions())) {
            for (String name : names.split(",", -1)) {
                if (!name.isBlank()) {
                    functions.add(name.strip());
                }
            }
        }
        return functions;
    }

    static boolean matches(String pattern, String schema, String name) {
        String subject = pattern.indexOf('.') >= 0 ? schema + "." + name : name;
        StringBuilder expression = new StringBuilder();
        for (String literal : pattern.splitWithDelimiters("[*%]", 0)) {
            boolean isWildcard = literal.equals("*") || literal.equals("%");
            expression.append(isWildcard ? ".*" : java.util.regex.Pattern.quote(literal));
        }
        return java.util.regex.Pattern.compile(expression.toString(),
                java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.DOTALL).matcher(subject).matches();
    }

    private static String type(ResultSet rows) throws SQLException {
        String name = text(rows, "TYPE_NAME");
        int type = rows.getInt("DATA_TYPE");
        boolean isDecimal = type == Types.DECIMAL || type == Types.NUMERIC;
        return isDecimal && name.indexOf('(') < 0
                ? name + "(" + rows.getInt("COLUMN_SIZE") + "," + rows.getInt("DECIMAL_DIGITS") + ")"
                : name;
    }

    private static String text(ResultSet rows, String column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }
}
