// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.type;

import java.util.Objects;

/// A column's name and type.
///
/// @param nullable whether the column may hold nulls; `false` is a promise that kernels rely on
public record Field(String name, DataType type, boolean nullable) {
    public Field {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }

    @Override
    public String toString() {
        return name + " " + type.sqlName() + (nullable ? "" : " NOT NULL");
    }
}
