// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.PhysicalType;

/// How many bits a key column takes in a packed key.
final class KeyPacking {
    /// A string stands in a packed key by its number in a table of its own.
    static final int STRING_BITS = 32;

    private static final int UNPACKABLE = 1 << 10;

    private KeyPacking() {}

    static boolean isString(DataType type) {
        return type.physical() == PhysicalType.STRING;
    }

    /// The bits of the column's values, without the null bit.
    static int valueBits(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT -> type instanceof IntegerType integer ? integer.bits() : 32;
            case LONG, DOUBLE -> 64;
            case STRING -> STRING_BITS;
            case DECIMAL -> {
                int precision = ((DecimalType) type).precision();
                yield precision <= 9 ? 32 : precision <= DecimalType.MAX_NARROW_PRECISION ? 64 : UNPACKABLE;
            }
        };
    }

    /// Whether the column needs a null bit: a string doesn't, null has a number like any other string.
    static boolean hasNullBit(Field field) {
        return field.nullable() && !isString(field.type());
    }

    static int bits(Field field) {
        return valueBits(field.type()) + (hasNullBit(field) ? 1 : 0);
    }
}
