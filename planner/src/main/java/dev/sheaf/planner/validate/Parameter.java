// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.BinaryType;
import dev.sheaf.core.type.DataType.BooleanType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.core.type.DataType.TimestampType;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/// What a function takes at one place: which argument types fit, and to which type they are cast before the kernel sees
/// them.
enum Parameter {
    /// Any number, cast to DOUBLE.
    DOUBLE,
    /// A whole number, cast to BIGINT.
    INTEGER,
    /// A whole number, as it is.
    ANY_INTEGER,
    /// A number, as it is.
    NUMBER,
    /// An integer or decimal, as it is.
    EXACT,
    /// A REAL or DOUBLE, as it is.
    FLOATING,
    TEXT,
    /// Anything, cast to VARCHAR.
    AS_TEXT,
    BOOLEAN,
    BINARY,
    DATE,
    TIME,
    /// DATE too, cast to TIMESTAMP.
    TIMESTAMP,
    /// DATE, TIMESTAMP or TIMESTAMP WITH LOCAL TIME ZONE, as it is.
    DATETIME,
    /// DATETIME, TIME or an interval, as it is.
    TEMPORAL,
    INTERVAL,
    DAY_TIME_INTERVAL,
    /// What has values between any two: a whole number cast to DOUBLE, DATE to TIMESTAMP, all else as it is.
    CONTINUOUS,
    ANY;

    /// The type that an argument is cast to, or null when it doesn't fit.
    @Nullable DataType accept(RelDataType argument) {
        DataType type = TypeMapping.toDataType(argument);
        if (TypeMapping.isTextLiteral(argument) || type instanceof NullType) {
            return fromLiteral(type);
        }
        return switch (this) {
            case DOUBLE -> CommonTypes.isNumeric(type) ? DataType.DOUBLE : null;
            case INTEGER -> type instanceof IntegerType ? DataType.BIGINT : null;
            case ANY_INTEGER -> type instanceof IntegerType ? type : null;
            case NUMBER -> CommonTypes.isNumeric(type) ? type : null;
            case EXACT -> type instanceof IntegerType || type instanceof DecimalType ? type : null;
            case FLOATING -> type instanceof FloatingType ? type : null;
            case TEXT -> type instanceof CharacterType ? DataType.VARCHAR : null;
            case AS_TEXT -> DataType.VARCHAR;
            case BOOLEAN -> type instanceof BooleanType ? type : null;
            case BINARY -> type instanceof BinaryType ? type : null;
            case DATE -> type instanceof DateType ? type : null;
            case TIME -> type instanceof TimeType ? type : null;
            case TIMESTAMP ->
                    type instanceof TimestampType ? type : type instanceof DateType ? DataType.TIMESTAMP : null;
            case DATETIME -> type instanceof DateType || type instanceof TimestampType ? type : null;
            case TEMPORAL -> type instanceof DateType
                    || type instanceof TimestampType
                    || type instanceof TimeType
                    || type instanceof IntervalType
                            ? type
                            : null;
            case INTERVAL -> type instanceof IntervalType ? type : null;
            case DAY_TIME_INTERVAL -> type.equals(DataType.INTERVAL_DAY_TIME) ? type : null;
            case CONTINUOUS -> switch (type) {
                case IntegerType _ -> DataType.DOUBLE;
                case DateType _ -> DataType.TIMESTAMP;
                case FloatingType _, DecimalType _, TimestampType _, TimeType _ -> type;
                default -> null;
            };
            case ANY -> type instanceof CharacterType ? DataType.VARCHAR : type;
        };
    }

    private @Nullable DataType fromLiteral(DataType type) {
        boolean isNull = type instanceof NullType;
        return switch (this) {
            case DOUBLE, FLOATING, CONTINUOUS -> DataType.DOUBLE;
            case INTEGER -> DataType.BIGINT;
            case ANY_INTEGER, NUMBER, EXACT -> isNull ? DataType.INTEGER : null;
            case TEXT, AS_TEXT -> DataType.VARCHAR;
            case BOOLEAN -> DataType.BOOLEAN;
            case BINARY -> isNull ? DataType.VARBINARY : null;
            case DATE -> DataType.DATE;
            case TIME -> DataType.TIME;
            case TIMESTAMP, DATETIME, TEMPORAL -> DataType.TIMESTAMP;
            case INTERVAL, DAY_TIME_INTERVAL -> isNull ? DataType.INTERVAL_DAY_TIME : null;
            case ANY -> type;
        };
    }
}
