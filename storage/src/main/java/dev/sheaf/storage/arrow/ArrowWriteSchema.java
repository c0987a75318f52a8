// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/// The Arrow schema that SQL columns are written with.
final class ArrowWriteSchema {
    private ArrowWriteSchema() {}

    static org.apache.arrow.vector.types.pojo.Schema of(Schema schema) {
        return new org.apache.arrow.vector.types.pojo.Schema(schema.fields().stream()
                .map(field -> new org.apache.arrow.vector.types.pojo.Field(
                        field.name(), new FieldType(field.nullable(), type(field), null), List.of()))
                .toList());
    }

    private static ArrowType type(Field field) {
        return switch (field.type()) {
            case DataType.BooleanType _ -> new ArrowType.Bool();
            case DataType.IntegerType type -> new ArrowType.Int(type.bits(), true);
            case DataType.FloatingType type -> new ArrowType.FloatingPoint(
                    type.bits() == 32 ? FloatingPointPrecision.SINGLE : FloatingPointPrecision.DOUBLE);
            case DataType.DecimalType type -> new ArrowType.Decimal(type.precision(), type.scale(), 128);
            case DataType.CharacterType _, DataType.JsonType _ -> new ArrowType.Utf8();
            case DataType.BinaryType _ -> new ArrowType.Binary();
            case DataType.DateType _ -> new ArrowType.Date(DateUnit.DAY);
            case DataType.TimeType _ -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
            case DataType.TimestampType type ->
                    new ArrowType.Timestamp(TimeUnit.MICROSECOND, type.localTimeZone() ? "UTC" : null);
            case DataType.IntervalType type -> switch (type.kind()) {
                case YEAR_MONTH -> new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
                case DAY_TIME -> new ArrowType.Duration(TimeUnit.MICROSECOND);
            };
            case DataType.NullType _ -> new ArrowType.Null();
            case DataType.ArrayType _, DataType.RowType _, DataType.MapType _ -> throw new SheafException(
                    ErrorCode.NOT_SUPPORTED,
                    "column \"" + field.name() + "\": " + field.type().sqlName() + " cannot be written to Arrow files");
        };
    }
}
