// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rows of a JDBC result set, in the driver's own text form; bytes as `\x` and hexadecimal digits.
///
/// The result set stays the caller's to close.
public final class JdbcRowCursor implements RowCursor {
    private final ResultSet resultSet;
    private final List<ResultColumn> columns;
    private final boolean[] binary;

    public JdbcRowCursor(ResultSet resultSet) throws SQLException {
        this.resultSet = resultSet;
        ResultSetMetaData metaData = resultSet.getMetaData();
        int columnCount = metaData.getColumnCount();
        columns = new ArrayList<>(columnCount);
        binary = new boolean[columnCount];
        for (int i = 1; i <= columnCount; i++) {
            int type = metaData.getColumnType(i);
            columns.add(new ResultColumn(metaData.getColumnLabel(i), typeName(metaData, i, type), kind(type)));
            binary[i - 1] = type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY
                    || type == Types.BLOB;
        }
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() throws SQLException {
        return resultSet.next();
    }

    @Override
    public @Nullable String text(int column) throws SQLException {
        if (!binary[column]) {
            return resultSet.getString(column + 1);
        }
        byte[] bytes = resultSet.getBytes(column + 1);
        return bytes == null ? null : "\\x" + HexFormat.of().formatHex(bytes);
    }

    private static String typeName(ResultSetMetaData metaData, int column, int type) throws SQLException {
        String name = metaData.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        boolean isDecimal = type == Types.DECIMAL || type == Types.NUMERIC;
        return isDecimal && name.indexOf('(') < 0
                ? name + "(" + metaData.getPrecision(column) + "," + metaData.getScale(column) + ")"
                : name;
    }

    private static ResultColumn.Kind kind(int type) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.FLOAT, Types.DOUBLE,
                    Types.DECIMAL, Types.NUMERIC -> ResultColumn.Kind.NUMBER;
            case Types.BOOLEAN, Types.BIT -> ResultColumn.Kind.BOOLEAN;
            default -> ResultColumn.Kind.TEXT;
        };
    }
}
