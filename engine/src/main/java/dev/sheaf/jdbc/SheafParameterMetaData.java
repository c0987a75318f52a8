// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.type.DataType;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;

/// The parameters of a prepared statement.
final class SheafParameterMetaData implements ParameterMetaData {
    private final List<DataType> types;

    SheafParameterMetaData(List<DataType> types) {
        this.types = types;
    }

    private DataType type(int parameter) throws SQLException {
        if (parameter < 1 || parameter > types.size()) {
            throw JdbcErrors.invalid("there is no parameter " + parameter + " among " + types.size());
        }
        return types.get(parameter - 1);
    }

    @Override
    public int getParameterCount() {
        return types.size();
    }

    @Override
    public int isNullable(int parameter) {
        return parameterNullable;
    }

    @Override
    public boolean isSigned(int parameter) throws SQLException {
        return JdbcTypes.signed(type(parameter));
    }

    @Override
    public int getPrecision(int parameter) throws SQLException {
        return JdbcTypes.precision(type(parameter));
    }

    @Override
    public int getScale(int parameter) throws SQLException {
        return JdbcTypes.scale(type(parameter));
    }

    @Override
    public int getParameterType(int parameter) throws SQLException {
        return JdbcTypes.code(type(parameter));
    }

    @Override
    public String getParameterTypeName(int parameter) throws SQLException {
        return JdbcTypes.baseName(type(parameter));
    }

    @Override
    public String getParameterClassName(int parameter) throws SQLException {
        return JdbcTypes.objectClass(type(parameter)).getName();
    }

    @Override
    public int getParameterMode(int parameter) {
        return parameterModeIn;
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
