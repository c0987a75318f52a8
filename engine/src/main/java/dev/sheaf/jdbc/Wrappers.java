// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import java.sql.SQLException;

/// JDBC's way from an interface to what is behind it.
final class Wrappers {
    private Wrappers() {}

    static <T> T unwrap(Object object, Class<T> type) throws SQLException {
        if (!type.isInstance(object)) {
            throw JdbcErrors.invalid(object.getClass().getSimpleName() + " is no " + type.getName());
        }
        return type.cast(object);
    }
}
