// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.type.DataType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;

/// Sheaf's types in JDBC's terms.
public final class JdbcTypes {
    private static final int UNBOUNDED_SIZE = Integer.MAX_VALUE;

    private JdbcTypes() {}

    /// The constant of [Types].
    public static int code(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> Types.BOOLEAN;
            case DataType.IntegerType integer -> switch (integer.bits()) {
                case 8 -> Types.TINYINT;
                case 16 -> Types.SMALLINT;
                case 32 -> Types.INTEGER;
                default -> Types.BIGINT;
            };
            case DataType.FloatingType floating -> floating.bits() == 32 ? Types.REAL : Types.DOUBLE;
            case DataType.DecimalType _ -> Types.DECIMAL;
            case DataType.CharacterType text -> text.fixed() ? Types.CHAR : Types.VARCHAR;
            case DataType.BinaryType _ -> Types.VARBINARY;
            case DataType.DateType _ -> Types.DATE;
            case DataType.TimeType _ -> Types.TIME;
            case DataType.TimestampType timestamp -> timestamp.localTimeZone()
                    ? Types.TIMESTAMP_WITH_TIMEZONE
                    : Types.TIMESTAMP;
            case DataType.NullType _ -> Types.NULL;
            case DataType.ArrayType _ -> Types.ARRAY;
            case DataType.RowType _ -> Types.STRUCT;
            case DataType.IntervalType _, DataType.MapType _, DataType.JsonType _ -> Types.OTHER;
        };
    }

    /// The type of parameters that were bound with a constant of [Types].
    static DataType of(int code) {
        return switch (code) {
            case Types.BOOLEAN, Types.BIT -> DataType.BOOLEAN;
            case Types.TINYINT -> DataType.TINYINT;
            case Types.SMALLINT -> DataType.SMALLINT;
            case Types.INTEGER -> DataType.INTEGER;
            case Types.BIGINT -> DataType.BIGINT;
            case Types.REAL -> DataType.REAL;
            case Types.FLOAT, Types.DOUBLE -> DataType.DOUBLE;
            case Types.DECIMAL, Types.NUMERIC -> DataType.decimal(DataType.DecimalType.MAX_PRECISION, 10);
            case Types.DATE -> DataType.DATE;
            case Types.TIME -> DataType.TIME;
            case Types.TIMESTAMP -> DataType.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> DataType.TIMESTAMP_LTZ;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> DataType.VARBINARY;
            case Types.NULL -> DataType.NULL;
            default -> DataType.VARCHAR;
        };
    }

    /// The class of what `getObject` gives.
    static Class<?> objectClass(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> Boolean.class;
            case DataType.IntegerType integer -> integer.bits() == 64 ? Long.class : Integer.class;
            case DataType.FloatingType floating -> floating.bits() == 32 ? Float.class : Double.class;
            case DataType.DecimalType _ -> BigDecimal.class;
            case DataType.BinaryType _ -> byte[].class;
            case DataType.DateType _ -> Date.class;
            case DataType.TimeType _ -> Time.class;
            case DataType.TimestampType timestamp -> timestamp.localTimeZone()
                    ? OffsetDateTime.class
                    : Timestamp.class;
            case DataType.CharacterType _, DataType.IntervalType _, DataType.JsonType _, DataType.NullType _,
                    DataType.ArrayType _, DataType.RowType _, DataType.MapType _ ->
                    String.class;
        };
    }

    /// The number of digits or characters.
    public static int precision(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> 1;
            case DataType.IntegerType integer -> switch (integer.bits()) {
                case 8 -> 3;
                case 16 -> 5;
                case 32 -> 10;
                default -> 19;
            };
            case DataType.FloatingType floating -> floating.bits() == 32 ? 7 : 15;
            case DataType.DecimalType decimal -> decimal.precision();
            case DataType.CharacterType text -> text.length() == DataType.CharacterType.UNBOUNDED
                    ? UNBOUNDED_SIZE
                    : text.length();
            case DataType.DateType _ -> 10;
            case DataType.TimeType _ -> 15;
            case DataType.TimestampType timestamp -> timestamp.localTimeZone() ? 32 : 26;
            case DataType.IntervalType _ -> 32;
            case DataType.NullType _ -> 0;
            case DataType.BinaryType _, DataType.JsonType _, DataType.ArrayType _, DataType.RowType _,
                    DataType.MapType _ ->
                    UNBOUNDED_SIZE;
        };
    }

    public static int scale(DataType type) {
        return switch (type) {
            case DataType.DecimalType decimal -> decimal.scale();
            case DataType.TimeType _, DataType.TimestampType _ -> 6;
            default -> 0;
        };
    }

    public static boolean signed(DataType type) {
        return type instanceof DataType.IntegerType
                || type instanceof DataType.FloatingType
                || type instanceof DataType.DecimalType;
    }

    /// How many characters a value has at most when it is shown.
    static int displaySize(DataType type) {
        return switch (type) {
            case DataType.BooleanType _ -> 5;
            case DataType.IntegerType _ -> precision(type) + 1;
            case DataType.FloatingType floating -> floating.bits() == 32 ? 15 : 25;
            case DataType.DecimalType decimal -> decimal.precision() + 2;
            case DataType.NullType _ -> 4;
            default -> precision(type);
        };
    }

    /// The name without precision and length, as DatabaseMetaData wants it.
    public static String baseName(DataType type) {
        String name = type.sqlName();
        int parenthesis = name.indexOf('(');
        return parenthesis < 0 ? name : name.substring(0, parenthesis);
    }
}
