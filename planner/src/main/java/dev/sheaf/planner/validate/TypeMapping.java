// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.ArrayType;
import dev.sheaf.core.type.DataType.BinaryType;
import dev.sheaf.core.type.DataType.BooleanType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.JsonType;
import dev.sheaf.core.type.DataType.MapType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.core.type.DataType.RowType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.core.type.DataType.TimestampType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// Between Sheaf's types and Calcite's.
///
/// Calcite gives text literals the type CHAR, and only they have it here: a column of CHAR(n) is a VARCHAR(n) to the
/// validator. So the coercion rules, which let a literal but no column take another type, see the difference.
public final class TypeMapping {
    private TypeMapping() {}

    /// Whether the type is that of a text literal.
    public static boolean isTextLiteral(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.CHAR;
    }

    public static RelDataType toRel(RelDataTypeFactory factory, DataType type, boolean nullable) {
        return factory.createTypeWithNullability(toRel(factory, type), nullable);
    }

    public static RelDataType toRel(RelDataTypeFactory factory, Schema schema) {
        RelDataTypeFactory.Builder builder = factory.builder();
        for (Field field : schema.fields()) {
            builder.add(field.name(), toRel(factory, field.type(), field.nullable()));
        }
        return builder.build();
    }

    private static RelDataType toRel(RelDataTypeFactory factory, DataType type) {
        return switch (type) {
            case BooleanType _ -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case IntegerType integer -> factory.createSqlType(
                    switch (integer.bits()) {
                        case 8 -> SqlTypeName.TINYINT;
                        case 16 -> SqlTypeName.SMALLINT;
                        case 32 -> SqlTypeName.INTEGER;
                        default -> SqlTypeName.BIGINT;
                    });
            case FloatingType floating -> factory.createSqlType(
                    floating.bits() == 32 ? SqlTypeName.REAL : SqlTypeName.DOUBLE);
            case DecimalType decimal -> factory.createSqlType(
                    SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
            case CharacterType text -> text.length() == CharacterType.UNBOUNDED
                    ? factory.createSqlType(SqlTypeName.VARCHAR)
                    : factory.createSqlType(SqlTypeName.VARCHAR, text.length());
            case BinaryType _ -> factory.createSqlType(SqlTypeName.VARBINARY);
            case DateType _ -> factory.createSqlType(SqlTypeName.DATE);
            case TimeType _ -> factory.createSqlType(SqlTypeName.TIME, 6);
            case TimestampType timestamp -> factory.createSqlType(
                    timestamp.localTimeZone() ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP, 6);
            case IntervalType interval -> factory.createSqlIntervalType(
                    interval.kind() == IntervalType.Kind.YEAR_MONTH
                            ? new SqlIntervalQualifier(TimeUnit.YEAR, TimeUnit.MONTH, SqlParserPos.ZERO)
                            : new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
            case NullType _ -> factory.createSqlType(SqlTypeName.NULL);
            case ArrayType _, RowType _, MapType _, JsonType _ -> throw unsupported(type.sqlName());
        };
    }

    /// The type of a value; CHAR(n), which literals have, becomes VARCHAR.
    public static DataType toDataType(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case TINYINT -> DataType.TINYINT;
            case SMALLINT -> DataType.SMALLINT;
            case INTEGER -> DataType.INTEGER;
            case BIGINT -> DataType.BIGINT;
            case REAL -> DataType.REAL;
            case FLOAT, DOUBLE -> DataType.DOUBLE;
            case DECIMAL -> decimal(type);
            case CHAR -> DataType.VARCHAR;
            case VARCHAR -> type.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
                    ? DataType.VARCHAR
                    : new CharacterType(false, type.getPrecision());
            case BINARY, VARBINARY -> DataType.VARBINARY;
            case DATE -> DataType.DATE;
            case TIME -> DataType.TIME;
            case TIMESTAMP -> DataType.TIMESTAMP;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> DataType.TIMESTAMP_LTZ;
            case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> DataType.INTERVAL_YEAR_MONTH;
            case INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> DataType.INTERVAL_DAY_TIME;
            case NULL, UNKNOWN -> DataType.NULL;
            default -> throw unsupported(type.toString());
        };
    }

    /// The type that a cast or a column declaration names: there CHAR(n) is itself.
    public static DataType toDeclaredType(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.CHAR
                ? new CharacterType(true, Math.max(1, type.getPrecision()))
                : toDataType(type);
    }

    private static DataType decimal(RelDataType type) {
        int precision = Math.min(type.getPrecision(), DecimalType.MAX_PRECISION);
        return DataType.decimal(precision, Math.clamp(type.getScale(), 0, precision));
    }

    private static SheafException unsupported(String type) {
        return new SheafException(ErrorCode.NOT_SUPPORTED, "type " + type + " is not supported");
    }
}
