// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.core.type.DataType.TimestampType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/// The one type to which values of several types are brought where they meet (S9, S13 to S16 of docs/semantics.md).
public final class CommonTypes {
    private CommonTypes() {}

    /// The common type of operands, of which text literals take any other's type; null where there is none.
    public static @Nullable DataType of(List<RelDataType> types) {
        DataType common = DataType.NULL;
        boolean literal = false;
        for (RelDataType type : types) {
            if (TypeMapping.isTextLiteral(type)) {
                literal = true;
                continue;
            }
            DataType merged = of(common, TypeMapping.toDataType(type));
            if (merged == null) {
                return null;
            }
            common = merged;
        }
        return literal && common instanceof NullType ? DataType.VARCHAR : common;
    }

    /// The common type of two types, neither being a literal's; null where there is none.
    public static @Nullable DataType of(DataType left, DataType right) {
        if (left.equals(right) || right instanceof NullType) {
            return left;
        }
        if (left instanceof NullType) {
            return right;
        }
        if (isNumeric(left) && isNumeric(right)) {
            return numeric(left, right);
        }
        if (left instanceof CharacterType && right instanceof CharacterType) {
            return DataType.VARCHAR;
        }
        if (isInstant(left) && isInstant(right)) {
            boolean zoned = (left instanceof TimestampType l && l.localTimeZone())
                    || (right instanceof TimestampType r && r.localTimeZone());
            return zoned ? DataType.TIMESTAMP_LTZ : DataType.TIMESTAMP;
        }
        return null;
    }

    public static boolean isNumeric(DataType type) {
        return type instanceof IntegerType || type instanceof DecimalType || type instanceof FloatingType;
    }

    /// The decimal type that holds every value of an integer or decimal type.
    public static DecimalType asDecimal(DataType type) {
        return switch (type) {
            case DecimalType decimal -> decimal;
            case IntegerType integer -> new DecimalType(
                    switch (integer.bits()) {
                        case 8 -> 3;
                        case 16 -> 5;
                        case 32 -> 10;
                        default -> 19;
                    },
                    0);
            default -> throw new IllegalArgumentException(type.sqlName() + " as a decimal");
        };
    }

    private static boolean isInstant(DataType type) {
        return type instanceof DateType || type instanceof TimestampType;
    }

    private static DataType numeric(DataType left, DataType right) {
        if (left instanceof FloatingType || right instanceof FloatingType) {
            return left.equals(right) ? left : DataType.DOUBLE;
        }
        if (left instanceof IntegerType a && right instanceof IntegerType b) {
            return a.bits() >= b.bits() ? a : b;
        }
        DecimalType a = asDecimal(left);
        DecimalType b = asDecimal(right);
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return new DecimalType(Math.clamp(whole + scale, 1, DecimalType.MAX_PRECISION), scale);
    }
}
