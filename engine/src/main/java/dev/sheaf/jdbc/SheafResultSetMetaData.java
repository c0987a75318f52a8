// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/// The columns of a result.
final class SheafResultSetMetaData implements ResultSetMetaData {
    private final Schema schema;

    SheafResultSetMetaData(Schema schema) {
        this.schema = schema;
    }

    private Field field(int column) throws SQLException {
        if (column < 1 || column > schema.size()) {
            throw JdbcErrors.invalid("there is no column " + column + " among " + schema.size());
        }
        return schema.field(column - 1);
    }

    private DataType type(int column) throws SQLException {
        return field(column).type();
    }

    @Override
    public int getColumnCount() {
        return schema.size();
    }

    @Override
    public String getColumnLabel(int column) throws SQLException {
        return field(column).name();
    }

    @Override
    public String getColumnName(int column) throws SQLException {
        return field(column).name();
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        return JdbcTypes.code(type(column));
    }

    @Override
    public String getColumnTypeName(int column) throws SQLException {
        return JdbcTypes.baseName(type(column));
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        return JdbcTypes.objectClass(type(column)).getName();
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        return JdbcTypes.precision(type(column));
    }

    @Override
    public int getScale(int column) throws SQLException {
        return JdbcTypes.scale(type(column));
    }

    @Override
    public int getColumnDisplaySize(int column) throws SQLException {
        return JdbcTypes.displaySize(type(column));
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        return JdbcTypes.signed(type(column));
    }

    @Override
    public int isNullable(int column) throws SQLException {
        return field(column).nullable() ? columnNullable : columnNoNulls;
    }

    @Override
    public boolean isCaseSensitive(int column) throws SQLException {
        return type(column) instanceof DataType.CharacterType;
    }

    @Override
    public boolean isAutoIncrement(int column) {
        return false;
    }

    @Override
    public boolean isSearchable(int column) {
        return true;
    }

    @Override
    public boolean isCurrency(int column) {
        return false;
    }

    @Override
    public boolean isReadOnly(int column) {
        return true;
    }

    @Override
    public boolean isWritable(int column) {
        return false;
    }

    @Override
    public boolean isDefinitelyWritable(int column) {
        return false;
    }

    @Override
    public String getSchemaName(int column) {
        return "";
    }

    @Override
    public String getTableName(int column) {
        return "";
    }

    @Override
    public String getCatalogName(int column) {
        return "";
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
