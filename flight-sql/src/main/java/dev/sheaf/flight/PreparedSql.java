// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A prepared statement: its text, what it takes and gives, and the values that its next execution has. The values are
/// those that were bound last. Safe for use by many threads.
final class PreparedSql {
    private final String sql;
    private final List<DataType> parameters;
    private final @Nullable Schema columns;
    private volatile List<@Nullable Object> values = List.of();
    private volatile long lastUsedNanos;

    /// @param columns null when it gives no rows
    PreparedSql(String sql, List<DataType> parameters, @Nullable Schema columns, long nowNanos) {
        this.sql = sql;
        this.parameters = parameters;
        this.columns = columns;
        this.lastUsedNanos = nowNanos;
    }

    String sql() {
        return sql;
    }

    List<DataType> parameters() {
        return parameters;
    }

    @Nullable Schema columns() {
        return columns;
    }

    void bind(List<@Nullable Object> newValues) {
        values = newValues;
    }

    List<@Nullable Object> values() {
        return values;
    }

    void touch(long nowNanos) {
        lastUsedNanos = nowNanos;
    }

    long lastUsedNanos() {
        return lastUsedNanos;
    }
}
