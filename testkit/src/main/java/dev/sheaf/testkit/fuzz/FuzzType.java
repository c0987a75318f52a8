// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

/// The types that random columns and expressions have.
enum FuzzType {
    INTEGER("integer"),
    BIGINT("bigint"),
    DECIMAL("decimal(8, 2)"),
    /// Only multiples of small powers of two are made, so that sums and products are exact and may be compared.
    DOUBLE("double"),
    VARCHAR("varchar"),
    DATE("date"),
    TIMESTAMP("timestamp"),
    BOOLEAN("boolean");

    private final String sqlName;

    FuzzType(String sqlName) {
        this.sqlName = sqlName;
    }

    String sqlName() {
        return sqlName;
    }

    boolean isNumber() {
        return switch (this) {
            case INTEGER, BIGINT, DECIMAL, DOUBLE -> true;
            case VARCHAR, DATE, TIMESTAMP, BOOLEAN -> false;
        };
    }
}
