// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.data;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// Short ways to schemas.
public final class Schemas {
    private Schemas() {}

    /// Columns `c0`, `c1`, ... that are never null.
    public static Schema of(DataType... types) {
        return of(false, types);
    }

    /// Columns `c0`, `c1`, ...
    public static Schema of(boolean nullable, DataType... types) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            fields.add(new Field("c" + i, types[i], nullable));
        }
        return new Schema(fields);
    }
}
