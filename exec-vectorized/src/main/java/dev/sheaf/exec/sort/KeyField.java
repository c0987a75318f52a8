// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.sort;

import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.Field;

/// One column of an order, and how it stands in a normalised key: a null bit where the column may be null, then its
/// value as an unsigned number that orders as the value does.
///
/// @param column its place in the rows' schema
/// @param nullable whether there is a null bit
/// @param kind how the value is encoded
record KeyField(int column, DataType type, boolean nullable, boolean descending, boolean nullsFirst, Kind kind) {
    /// How a value becomes bits.
    enum Kind {
        BOOLEAN,
        INT,
        LONG,
        DOUBLE,
        NARROW_DECIMAL,
        /// 63 bits that hold any ordinary value, then all 128: the first word decides nearly always.
        WIDE_DECIMAL,
        /// The first seven bytes, and how many there are: all of a short string. Of longer ones, equal beginnings are
        /// compared in full.
        STRING
    }

    static KeyField of(SortKey key, Field field) {
        return new KeyField(
                key.column(), field.type(), field.nullable(), key.descending(), key.nullsFirst(), kind(field.type()));
    }

    private static Kind kind(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case INT -> Kind.INT;
            case LONG -> Kind.LONG;
            case DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> ((DecimalType) type).precision() <= DecimalType.MAX_NARROW_PRECISION
                    ? Kind.NARROW_DECIMAL
                    : Kind.WIDE_DECIMAL;
            case STRING -> Kind.STRING;
        };
    }

    /// How many bits the first part of the value takes.
    int bits() {
        return switch (kind) {
            case BOOLEAN -> 1;
            case INT -> type instanceof IntegerType integer ? integer.bits() : 32;
            case LONG, DOUBLE, NARROW_DECIMAL -> 64;
            case STRING -> 60;
            case WIDE_DECIMAL -> 63;
        };
    }

    /// How many bits the whole field takes, null bit and all.
    int totalBits() {
        return (nullable ? 1 : 0) + bits() + (kind == Kind.WIDE_DECIMAL ? 128 : 0);
    }
}
