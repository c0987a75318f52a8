// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;

/// How many bytes a row takes, roughly.
final class RowWidth {
    private static final int OVERHEAD_BYTES = 8;
    private static final int TEXT_BYTES = 24;

    private RowWidth() {}

    static double of(Schema schema) {
        double bytes = OVERHEAD_BYTES;
        for (Field field : schema.fields()) {
            bytes += of(field.type());
        }
        return bytes;
    }

    private static double of(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT -> 4;
            case LONG, DOUBLE, DECIMAL -> 8;
            case STRING -> TEXT_BYTES;
        };
    }
}
